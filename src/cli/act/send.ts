import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { type Cluster, type PatchType, pathOf } from '../../kube/cluster.ts';
import { KINDS } from '../../kube/kinds.ts';
import { listAll } from '../../kube/list.ts';
import { refusalOf } from '../../kube/refusal.ts';
import { collectionPath, objectPath, type Resource } from '../../kube/resource.ts';
import { selectorText } from '../../resources/selector-text.ts';
import type { CommandRequest, CommandTarget, StatusFirst } from '../../rollout/commands/command-request.ts';

/** Where commands read and write: one namespace of one cluster. */
export interface Place {
  readonly cluster: Cluster;
  readonly namespace: string;
}

const RESOURCES: Readonly<Record<CommandTarget['kind'], Resource>> = {
  Rollout: KINDS.rollouts,
  Experiment: KINDS.experiments,
  AnalysisRun: KINDS.analysisRuns,
  Deployment: KINDS.deployments,
  ReplicaSet: KINDS.replicaSets,
  PodTemplate: KINDS.podTemplates,
};

/**
 * Reads an object as it is stored.
 *
 * @throws Fault CLUSTER_REFUSED, such as `rollouts.argoproj.io "web" not found`; CLUSTER_UNREACHABLE
 */
export async function read({ cluster, namespace }: Place, target: CommandTarget): Promise<JsonObject> {
  return objectOf(await cluster.request({ method: 'GET', path: pathTo(target, namespace) }));
}

/**
 * The ReplicaSets that a selector finds.
 *
 * @throws as `read`
 */
export function readReplicaSets({ cluster, namespace }: Place, selector: JsonObject): Promise<readonly JsonObject[]> {
  const path = collectionPath(KINDS.replicaSets, namespace);
  return listAll(cluster, { path, labelSelector: selectorText(selector) });
}

/**
 * Carries out what a command asks. Nothing is tried twice.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE; what was sent before stays done
 */
export async function send(place: Place, request: CommandRequest): Promise<void> {
  const { cluster, namespace } = place;
  const path = pathTo(request.on, namespace);
  switch (request.kind) {
    case 'statusFirst':
      return sendStatusFirst(place, request);
    case 'patch':
      return patch(cluster, path, 'merge', request.patch);
    case 'replaceField':
      return patch(cluster, path, 'json', [{ op: 'replace', path: request.path, value: request.value }]);
    case 'update':
      await cluster.request({ method: 'PUT', path, body: request.object });
  }
}

async function sendStatusFirst({ cluster, namespace }: Place, { on, status, spec, both }: StatusFirst): Promise<void> {
  const path = pathTo(on, namespace);
  if (status !== undefined) {
    try {
      await patch(cluster, path + pathOf('status'), 'merge', status);
    } catch (thrown) {
      if (refusalOf(thrown)?.code !== 404) throw thrown;
      return patch(cluster, path, 'merge', both);
    }
  }
  if (spec !== undefined) await patch(cluster, path, 'merge', spec);
}

async function patch(cluster: Cluster, path: string, type: PatchType, body: Json): Promise<void> {
  await cluster.request({ method: 'PATCH', path, patch: type, body });
}

/** @throws Fault USAGE_INVALID for an empty name: its path would be that of all objects */
function pathTo({ kind, name }: CommandTarget, namespace: string): string {
  if (name === '') throw new Fault('USAGE_INVALID', 'resource name may not be empty');
  return objectPath(RESOURCES[kind], { namespace, name });
}

function objectOf(answer: Json): JsonObject {
  return isJsonObject(answer) ? answer : {};
}
