import { inProcessCluster } from '../../src/cli/embedded/in-process-cluster.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { crdOf } from '../../src/kube/crd/crd-of.ts';
import { CUSTOM_RESOURCES } from '../../src/resources/schema/custom-resources.ts';
import type { Api } from '../../src/simulator/api/call.ts';
import type { ApiKind } from '../../src/simulator/api/kind.ts';
import { kindsOf } from '../../src/simulator/schemas/kinds-of.ts';
import { type ClusterOptions, startCluster } from '../../src/simulator/start-cluster.ts';

/** An embedded cluster that knows our kinds, and nobody at work on it but its own controllers. */
export interface BareCluster {
  readonly api: Api;
  /** The same as a user has it. */
  readonly cluster: Cluster;
  stop(): void;
}

/** Opens one. @param more  further CustomResourceDefinitions */
export async function openBareCluster(
  options: Pick<ClusterOptions, 'clock' | 'random' | 'tellsEvents' | 'behaviourOf'>,
  more: readonly JsonObject[] = [],
): Promise<BareCluster> {
  const embedded = startCluster({ ...options, kindsOf: kindsKept });
  const cluster = inProcessCluster({ api: embedded.api, clock: options.clock, userAgent: 'user' });
  for (const body of [...DEFINITIONS, ...more]) await cluster.request({ method: 'POST', path: CRDS, body });
  return { api: embedded.api, cluster, stop: () => embedded.stop() };
}

const DEFINITIONS = CUSTOM_RESOURCES.map(crdOf);
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const kept = new Map<string, readonly ApiKind[]>();

/** Every cluster has the same definitions, and schemas take longer to read than many a scenario takes. */
function kindsKept(definition: JsonObject): readonly ApiKind[] {
  const text = JSON.stringify(definition['spec']);
  const kinds = kept.get(text) ?? kindsOf(definition);
  kept.set(text, kinds);
  return kinds;
}
