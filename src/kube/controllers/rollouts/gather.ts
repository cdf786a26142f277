import type { JsonObject } from '../../../core/json.ts';
import type { Observed, RouterObjects } from '../../../rollout/observed.ts';
import { readRollout } from '../../../rollout/reading/read-rollout.ts';
import { ROUTERS } from '../../../traffic/registry.ts';
import type { ObjectRef } from '../../../traffic/router.ts';
import { heedEvidence } from '../../heed-evidence.ts';
import { KINDS } from '../../kinds.ts';
import { lookUp } from '../../look-up.ts';
import { nameOf, uidOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import { orphansIn } from '../by-controller.ts';
import type { Parts } from '../parts.ts';
import { seekInCaches, templatesUnder } from '../templates-under.ts';
import { routerObjectsNamedBy, servicesNamedBy, templatesNamedBy, workloadNamedBy } from './named-by-rollout.ts';

export type GatheringParts = Pick<
  Parts,
  'cluster' | 'caches' | 'clock' | 'routerApis' | 'resyncPeriod' | 'requireEvidence'
>;

/**
 * Everything that a plan for one Rollout looks at, from the caches: what it owns, what it names, and the ReplicaSets of its namespace that
 * nobody controls. What other Rollouts own costs nothing.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE where a kind that only some Rollouts need cannot be followed
 */
export async function gather(rollout: JsonObject, parts: GatheringParts): Promise<Observed> {
  const { caches, routerApis, resyncPeriod, requireEvidence } = parts;
  const { namespace } = nameOf(rollout);
  const uid = uidOf(rollout);
  const replicaSets = replicaSetsAround(rollout, parts);
  const runs = caches.analysisRuns.find('controller', uid);
  const [templates, workload, routerObjects, pods] = await Promise.all([
    templatesUnder(templatesNamedBy(rollout), namespace, seekInCaches(parts)),
    workloadOf(rollout, parts),
    gatherRouterObjects(routerObjectsNamedBy(rollout, routerApis), parts),
    needsPods(rollout, parts) ? podsOf(replicaSets, parts) : [],
  ]);
  return {
    replicaSets,
    services: servicesNamedBy(rollout)
      .map((name) => caches.services.get({ namespace, name }))
      .filter((service) => service !== undefined),
    analysisRuns: requireEvidence ? runs.map(heedEvidence) : runs,
    experiments: caches.experiments.find('controller', uid),
    ...templates,
    pods,
    routerObjects,
    routers: ROUTERS.map(({ name }) => name),
    ...(workload !== undefined && { workload }),
    resyncPeriod,
  };
}

/** The ReplicaSets that a Rollout controls, and those that it might come to. */
export function replicaSetsAround(
  rollout: JsonObject,
  { caches }: Pick<GatheringParts, 'caches'>,
): readonly JsonObject[] {
  const orphans = caches.replicaSets.find('controller', orphansIn(nameOf(rollout).namespace));
  return [...caches.replicaSets.find('controller', uidOf(rollout)), ...orphans];
}

/** Whether a plan looks at pods: while they are restarted, and where they have metadata of their revision. */
export function needsPods(rollout: JsonObject, { clock }: Pick<GatheringParts, 'clock'>): boolean {
  const { spec, status } = readRollout(rollout);
  const { restartAt, strategy } = spec;
  const isRestarting = restartAt !== undefined && restartAt !== status.restartedAt && restartAt < clock.now();
  return isRestarting || strategy.podMetadata !== undefined;
}

async function podsOf(
  replicaSets: readonly JsonObject[],
  { caches }: Pick<GatheringParts, 'caches'>,
): Promise<readonly JsonObject[]> {
  const pods = await caches.onDemand(KINDS.pods);
  return replicaSets.flatMap((set) => pods.find('controller', uidOf(set)));
}

const PLURALS: Readonly<Record<string, string>> = {
  Deployment: KINDS.deployments.plural,
  ReplicaSet: KINDS.replicaSets.plural,
  PodTemplate: KINDS.podTemplates.plural,
};

/** What `workloadRef` names; undefined where it is not there, and for kinds that no template is taken from. */
async function workloadOf(rollout: JsonObject, parts: GatheringParts): Promise<JsonObject | undefined> {
  const named = workloadNamedBy(rollout);
  const plural = PLURALS[named?.kind ?? ''];
  if (named === undefined || plural === undefined) return undefined;
  const resource = { ...named, plural };
  const name = { namespace: nameOf(rollout).namespace, name: named.name };
  // ReplicaSets that are no revision of anything are in no cache, and too many to follow for the few that are named.
  if (named.kind === 'ReplicaSet') return lookUp(parts.cluster, resource, name);
  try {
    return (await parts.caches.onDemand(resource)).get(name);
  } catch (error) {
    if (refusalOf(error)?.code === 404) return undefined;
    throw error;
  }
}

/** Kinds that the API does not know are said to be absent: that is for validation to tell, and no reason to fail. */
async function gatherRouterObjects(
  refs: readonly ObjectRef[],
  { caches }: Pick<GatheringParts, 'caches'>,
): Promise<RouterObjects> {
  const found = new Map<string, JsonObject[]>();
  const absent = new Map<string, string>();
  for (const { resource: plural, ...ref } of refs) {
    try {
      const object = (await caches.onDemand({ apiVersion: ref.apiVersion, kind: ref.kind, plural })).get(ref);
      if (object !== undefined) found.set(ref.kind, [...(found.get(ref.kind) ?? []), object]);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.code !== 404) throw error;
      absent.set(ref.kind, refusal.message);
    }
  }
  return {
    ingresses: found.get('Ingress') ?? [],
    virtualServices: found.get('VirtualService') ?? [],
    destinationRules: found.get('DestinationRule') ?? [],
    ambassadorMappings: [],
    appMeshResources: [],
    absent,
  };
}
