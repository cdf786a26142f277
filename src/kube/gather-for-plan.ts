import { Fault } from '../core/fault.ts';
import { type Millis, millisOf } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import { HASH_LABEL } from '../rollout/hash-label.ts';
import type { Observed } from '../rollout/observed.ts';
import { Fields } from '../rollout/reading/fields.ts';
import { readRollout } from '../rollout/reading/read-rollout.ts';
import { readRoute } from '../traffic/read-route.ts';
import { ROUTERS } from '../traffic/registry.ts';
import type { ObjectRef } from '../traffic/router.ts';
import type { Cluster } from './cluster.ts';
import { KINDS } from './kinds.ts';
import { listAll } from './list.ts';
import { lookUp } from './look-up.ts';
import { nameOf } from './metadata.ts';
import { collectionPath, type Resource } from './resource.ts';

/** How often a controller looks at every Rollout again, unless it is told otherwise (reference/interfaces.md §10.1). */
export const USUAL_RESYNC: Millis = millisOf(15 * 60 * 1000);

/**
 * Everything that the plan of one Rollout looks at, asked of the API here and now; for a look from outside. A controller has it all in
 * its caches.
 *
 * @param rollout  as the API gives it
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function gatherForPlan(cluster: Cluster, rollout: JsonObject): Promise<Observed> {
  const { namespace } = nameOf(rollout);
  const all = (resource: Resource, labelSelector = ''): Promise<readonly JsonObject[]> =>
    listAll(cluster, { path: collectionPath(resource, namespace), labelSelector });
  const [replicaSets, services, analysisRuns, experiments, analysisTemplates, pods] = await Promise.all([
    all(KINDS.replicaSets),
    all(KINDS.services),
    all(KINDS.analysisRuns),
    all(KINDS.experiments),
    all(KINDS.analysisTemplates),
    all(KINDS.pods, HASH_LABEL),
  ]);
  const workload = await workloadOf(cluster, rollout);
  return {
    replicaSets,
    services,
    analysisRuns,
    experiments,
    analysisTemplates,
    clusterAnalysisTemplates: await clusterTemplatesOf(cluster, [rollout, ...analysisTemplates]),
    pods,
    routerObjects: await routerObjectsOf(cluster, rollout),
    routers: ROUTERS.map(({ name }) => name),
    ...(workload !== undefined && { workload }),
    resyncPeriod: USUAL_RESYNC,
  };
}

/** Asked only where something names one: not everybody may read what belongs to no namespace. */
async function clusterTemplatesOf(cluster: Cluster, naming: readonly JsonObject[]): Promise<readonly JsonObject[]> {
  const isNamed = JSON.stringify(naming.map((object) => object['spec'] ?? null)).includes('"clusterScope":true');
  return isNamed ? listAll(cluster, { path: collectionPath(KINDS.clusterAnalysisTemplates, '') }) : [];
}

const WORKLOADS: readonly Resource[] = [KINDS.deployments, KINDS.replicaSets, KINDS.podTemplates];

async function workloadOf(cluster: Cluster, rollout: JsonObject): Promise<JsonObject | undefined> {
  const reference = new Fields(rollout).below('spec').below('workloadRef');
  const resource = WORKLOADS.find(({ kind }) => kind === reference.text('kind'));
  const name = reference.text('name');
  if (resource === undefined || name === '') return undefined;
  return lookUp(cluster, resource, { namespace: nameOf(rollout).namespace, name });
}

async function routerObjectsOf(cluster: Cluster, rollout: JsonObject): Promise<Observed['routerObjects']> {
  const found = await Promise.all(
    refsOf(rollout).map(async (ref) => {
      const { apiVersion, kind, resource } = ref;
      return { kind, object: await lookUp(cluster, { apiVersion, kind, plural: resource }, ref) };
    }),
  );
  const of = (wanted: string): readonly JsonObject[] =>
    found.flatMap(({ kind, object }) => (kind === wanted && object !== undefined ? [object] : []));
  return {
    ingresses: of('Ingress'),
    virtualServices: of('VirtualService'),
    destinationRules: of('DestinationRule'),
    ambassadorMappings: [],
    appMeshResources: [],
  };
}

/** What the routers of a Rollout would read, were they told a weight. A router that cannot be told reads nothing. */
function refsOf(rollout: JsonObject): readonly ObjectRef[] {
  const { strategy } = readRollout(rollout).spec;
  const named = strategy.kind === 'canary' ? (strategy.trafficRouting?.routers ?? []) : [];
  const route = readRoute(rollout);
  const refs = ROUTERS.filter(({ name }) => named.includes(name)).flatMap((router) => {
    try {
      return router.setWeight(route, { weight: 0, additional: [] }).flatMap(({ needs }) => needs.map(({ ref }) => ref));
    } catch (thrown) {
      if (thrown instanceof Fault) return [];
      throw thrown;
    }
  });
  return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.namespace}/${ref.name}`, ref])).values()];
}
