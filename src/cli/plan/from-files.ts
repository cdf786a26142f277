import { Fault } from '../../core/fault.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { USUAL_RESYNC } from '../../kube/gather-for-plan.ts';
import { nameOf } from '../../kube/metadata.ts';
import { formatProblem } from '../../resources/problem.ts';
import { itemsOf } from '../../resources/reading/list-items.ts';
import { readYaml } from '../../resources/reading/read-yaml.ts';
import type { Observed } from '../../rollout/observed.ts';
import { ROUTERS } from '../../traffic/registry.ts';
import { inputSources } from '../run/input-sources.ts';
import type { World } from '../world.ts';

/** What files are read for a plan. */
export interface PlanFiles {
  /** Files, folders, or `-`. */
  readonly filename?: readonly string[];
  /** Of the Rollout. Default: the one that it names, then `default`. Objects that name none are in it. */
  readonly namespace?: string;
}

/**
 * A Rollout and all that its plan looks at, from files. What is not in them is not there.
 *
 * @param name  of the Rollout; undefined when the files hold only one
 * @throws Fault USAGE_INVALID for files that cannot be read, and for no Rollout or too many of them; INPUT_INVALID for bad YAML
 */
export async function fromFiles(
  name: string | undefined,
  { filename = [], namespace }: PlanFiles,
  world: World,
): Promise<{ readonly rollout: JsonObject; readonly observed: Observed }> {
  const objects = await readObjects(filename, world);
  const stored = chooseRollout(objects, name, namespace);
  const home = namespace || nameOf(stored).namespace || 'default';
  const inHome = objects.map((object) => placedIn(object, home)).filter((object) => isIn(object, home));
  return { rollout: placedIn(stored, home), observed: observedIn(inHome, stored) };
}

async function readObjects(paths: readonly string[], world: World): Promise<readonly JsonObject[]> {
  const reads = (await inputSources(paths, world)).map(readYaml);
  const errors = reads.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Fault('INPUT_INVALID', errors.map(formatProblem).join('\n'));
  return reads.flatMap(({ documents }) => documents.flatMap(itemsOf).map(({ json }) => json)).filter(isJsonObject);
}

function chooseRollout(objects: readonly JsonObject[], name: string | undefined, namespace = ''): JsonObject {
  const rollouts = objects.filter((object) => isOf(object, 'argoproj.io', 'Rollout'));
  const isMeant = (object: JsonObject): boolean => {
    const found = nameOf(object);
    const isThere = namespace === '' || found.namespace === '' || found.namespace === namespace;
    return isThere && (name === undefined || found.name === name);
  };
  const [first, ...more] = rollouts.filter(isMeant);
  if (first !== undefined && more.length === 0) return first;
  const names = rollouts.map((object) => textIn(objectIn(object, 'metadata'), 'name')).join(', ') || 'none';
  const asked = name === undefined ? 'one Rollout is needed' : `one Rollout named "${name}" is needed`;
  throw new Fault('USAGE_INVALID', `${asked}; the files hold: ${names}. Choose one by name and --namespace`);
}

function placedIn(object: JsonObject, home: string): JsonObject {
  if (nameOf(object).namespace !== '' || isOf(object, 'argoproj.io', 'ClusterAnalysisTemplate')) return object;
  return { ...object, metadata: { ...objectIn(object, 'metadata'), namespace: home } };
}

/** VirtualServices may be in another namespace than the Rollout that names them. */
function isIn(object: JsonObject, home: string): boolean {
  const { namespace } = nameOf(object);
  return namespace === home || namespace === '' || isOf(object, 'networking.istio.io', 'VirtualService');
}

function observedIn(objects: readonly JsonObject[], rollout: JsonObject): Observed {
  const of = (group: string, kind: string): readonly JsonObject[] => objects.filter((one) => isOf(one, group, kind));
  const reference = objectIn(objectIn(rollout, 'spec'), 'workloadRef');
  const workload = objects.find(
    (object) => object['kind'] === reference['kind'] && nameOf(object).name === textIn(reference, 'name'),
  );
  return {
    replicaSets: of('apps', 'ReplicaSet'),
    services: of('', 'Service'),
    analysisRuns: of('argoproj.io', 'AnalysisRun'),
    experiments: of('argoproj.io', 'Experiment'),
    analysisTemplates: of('argoproj.io', 'AnalysisTemplate'),
    clusterAnalysisTemplates: of('argoproj.io', 'ClusterAnalysisTemplate'),
    pods: of('', 'Pod'),
    routerObjects: {
      ingresses: [...of('networking.k8s.io', 'Ingress'), ...of('extensions', 'Ingress')],
      virtualServices: of('networking.istio.io', 'VirtualService'),
      destinationRules: of('networking.istio.io', 'DestinationRule'),
      ambassadorMappings: [],
      appMeshResources: [],
    },
    routers: ROUTERS.map(({ name }) => name),
    ...(workload !== undefined && { workload }),
    resyncPeriod: USUAL_RESYNC,
  };
}

/** @param group  of the API; empty for the core group */
function isOf(object: JsonObject, group: string, kind: string): boolean {
  const version = textIn(object, 'apiVersion');
  const found = version.includes('/') ? (version.split('/')[0] ?? '') : '';
  return object['kind'] === kind && found === group;
}
