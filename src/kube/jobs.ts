import { isFault } from '../core/fault.ts';
import { instantOf, parseInstant } from '../core/instant.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { listIn, objectIn, textIn, textsIn } from '../core/json-members.ts';
import type { Job, JobRef, Jobs, NewJob, Pod, Unavailable, WaitingContainer } from '../providers/job/jobs.ts';
import { selectorText } from '../resources/selector-text.ts';
import { type Cluster, pathOf } from './cluster.ts';
import { listAll } from './list.ts';
import { refusalOf } from './refusal.ts';

/**
 * The Jobs of a cluster, for the Job provider.
 *
 * @param holdsRuns  whether AnalysisRuns are objects of this cluster (true for the controller, false for a run from a terminal)
 */
export function jobsOf(cluster: Cluster, { holdsRuns }: Pick<Jobs, 'holdsRuns'>): Jobs {
  return {
    holdsRuns,
    async create(job, signal) {
      try {
        await cluster.request({ method: 'POST', path: jobsPath(job.namespace), body: manifestOf(job), signal });
        return { kind: 'created' };
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal?.reason === 'AlreadyExists') return { kind: 'exists', message: refusal.message };
        // Somebody else counted in the same quota at the same time: to be tried again.
        if (refusal?.code === 409) return { kind: 'unavailable', message: refusal.message };
        return unavailable(error, signal);
      }
    },
    async get(ref, signal) {
      try {
        return { kind: 'found', job: jobIn(await cluster.request({ method: 'GET', path: jobPath(ref), signal })) };
      } catch (error) {
        return refusalOf(error)?.code === 404 ? { kind: 'absent' } : unavailable(error, signal);
      }
    },
    async delete(ref, signal) {
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground' };
      await cluster.request({ method: 'DELETE', path: jobPath(ref), body, signal }).catch((error: unknown) => {
        if (refusalOf(error)?.code !== 404) throw error;
      });
    },
    async list(namespace, [name, value], signal) {
      const items = await listAll(cluster, { path: jobsPath(namespace), labelSelector: `${name}=${value}`, signal });
      return items.map(jobIn);
    },
    async pods({ namespace, podSelector }, signal) {
      try {
        const path = pathOf('api', 'v1', 'namespaces', namespace, 'pods');
        return (await listAll(cluster, { path, labelSelector: podSelector, signal })).map(podIn);
      } catch (error) {
        return unavailable(error, signal);
      }
    },
  };
}

const jobsPath = (namespace: string): string => pathOf('apis', 'batch', 'v1', 'namespaces', namespace, 'jobs');
const jobPath = ({ namespace, name }: JobRef): string => jobsPath(namespace) + pathOf(name);

/** @throws the error itself when it says more than that nobody answered, or when nobody waits any more */
function unavailable(error: unknown, signal: AbortSignal): Unavailable {
  const isSilent = isFault(error, 'CLUSTER_UNREACHABLE');
  if (signal.aborted || !isSilent) throw error;
  return { kind: 'unavailable', message: error.message };
}

function manifestOf({ name, namespace, labels, annotations, owner, spec }: NewJob): JsonObject {
  const ownerReferences = owner ? [{ ...owner, controller: true, blockOwnerDeletion: true }] : [];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels, annotations, ownerReferences },
    spec,
  };
}

function jobIn(json: Json): Job {
  const metadata = objectIn(json, 'metadata');
  const owner = listIn(metadata, 'ownerReferences').find((reference) => reference['controller'] === true);
  const conditions = listIn(objectIn(json, 'status'), 'conditions').filter(
    (condition) => condition['status'] === 'True',
  );
  return {
    name: textIn(metadata, 'name'),
    namespace: textIn(metadata, 'namespace'),
    labels: textsIn(metadata, 'labels'),
    annotations: textsIn(metadata, 'annotations'),
    ...(owner && { ownerUid: textIn(owner, 'uid') }),
    createdAt: parseInstant(textIn(metadata, 'creationTimestamp')) ?? instantOf(0),
    conditions: conditions.map((condition) => textIn(condition, 'type')),
    podSelector: selectorText(objectIn(objectIn(json, 'spec'), 'selector')),
  };
}

function podIn(json: Json): Pod {
  const status = objectIn(json, 'status');
  const containers = [...listIn(status, 'initContainerStatuses'), ...listIn(status, 'containerStatuses')];
  return { name: textIn(objectIn(json, 'metadata'), 'name'), waiting: containers.flatMap(waitingIn) };
}

function waitingIn(container: JsonObject): readonly WaitingContainer[] {
  const waiting = objectIn(objectIn(container, 'state'), 'waiting');
  const reason = textIn(waiting, 'reason');
  return reason === '' ? [] : [{ name: textIn(container, 'name'), reason, message: textIn(waiting, 'message') }];
}
