import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { availableOf, hashOf, imageIn, selectedBy } from '../model/objects.ts';
import type { Split } from '../model/router.ts';
import type { Attempt } from '../model/sync.ts';
import { trafficServices } from '../model/traffic.ts';

/** A VirtualService that sends everybody to a Service, and can send them to another. */
export function virtualService(stable: string, canary: string): JsonObject {
  const to = (host: string, weight: number): JsonObject => ({ destination: { host }, weight });
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'VirtualService',
    metadata: { name: 'shop', namespace: 'default' },
    spec: { hosts: ['shop'], http: [{ name: 'primary', route: [to(stable, 100), to(canary, 0)] }] },
  };
}

/** The share of each Service of what a VirtualService routes, in hundredths. */
export function weightsIn(virtualService: JsonObject): ReadonlyMap<string, number> {
  const primary = routesIn(virtualService).find((route) => route.text('name') === 'primary');
  const weights = new Map<string, number>();
  for (const item of primary?.list('route') ?? []) {
    const destination = new Fields(item);
    const host = destination.below('destination').text('host');
    weights.set(host, (weights.get(host) ?? 0) + (destination.whole('weight') ?? 0));
  }
  return weights;
}

/** How a VirtualService splits, as the model's routers tell it. */
export function splitIn(virtualService: JsonObject, rollout: JsonObject, services: readonly JsonObject[]): Split {
  const { spec, status } = readRollout(rollout);
  const none = { canary: '', stable: '' };
  const { canary, stable } = spec.strategy.kind === 'canary' ? trafficServices(spec.strategy, status) : none;
  const weights = weightsIn(virtualService);
  const others = [...weights].filter(([host]) => host !== canary && host !== stable);
  return {
    weight: weights.get(canary) ?? 0,
    canaryHash: selectedBy(services, canary),
    stableHash: selectedBy(services, stable),
    additional: others.map(([serviceName, weight]) => ({
      serviceName,
      weight,
      podTemplateHash: selectedBy(services, serviceName),
    })),
    routes: routesIn(virtualService)
      .map((route) => route.text('name'))
      .filter((name) => name !== 'primary')
      .sort(),
  };
}

/**
 * Where weight is raised, there are pods, unless it is the way home.
 *
 * @param before  the VirtualService as it is
 * @param body    what is written
 */
export function raiseProblem(
  before: JsonObject,
  body: JsonObject,
  { rollout, observed }: Pick<Attempt, 'rollout' | 'observed'>,
): string | undefined {
  const { stableRS } = readRollout(rollout).status;
  const had = weightsIn(before);
  for (const [host, weight] of weightsIn(body)) {
    const hash = selectedBy(observed.services, host);
    if (weight <= (had.get(host) ?? 0) || hash === '' || hash === stableRS) continue;
    // Experiments with the same template have the same hash.
    const sets = observed.replicaSets.filter((set) => hashOf(set) === hash);
    if (!sets.some((set) => availableOf(set) > 0))
      return `${host} gets weight ${weight}: ${imageIn(sets[0]) || 'nothing'} has no pods`;
  }
  return undefined;
}

function routesIn(virtualService: JsonObject): readonly Fields[] {
  const routes = new Fields(virtualService).below('spec').list('http').filter(isJsonObject);
  return routes.map((route) => new Fields(route));
}
