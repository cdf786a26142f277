import type { JsonObject } from '../../core/json.ts';
import type { Route } from '../route.ts';
import type { Manifest, Split } from '../router.ts';
import { within } from './fault-within.ts';
import { ordered } from './managed-routes.ts';
import { endsOf, type VirtualServiceSettings } from './settings.ts';
import { destinationsOf, type Protocol, routesOf, withRoutes } from './virtual-service.ts';
import { weigh } from './weigh.ts';
import { weightedRoutes } from './weighted-routes.ts';

const PROTOCOLS: readonly Protocol[] = ['http', 'tls', 'tcp'];
const DEFAULT_TOTAL = 100;

/**
 * A VirtualService with the weights of a split in its HTTP, TLS and TCP routes; the same object when they are right already.
 *
 * @throws Fault TRAFFIC_INVALID when a route cannot carry them
 * @see traffic.md §6.1, §6.2
 */
export function withWeights(
  manifest: Manifest,
  route: Route,
  settings: VirtualServiceSettings,
  split: Split,
): Manifest {
  // All is checked before anything is changed: a VirtualService is weighed as a whole or not at all.
  const weighed = PROTOCOLS.reduce((sofar, protocol) => {
    const routes = routesOf(manifest, protocol);
    if (routes === undefined) return sofar;
    const next = weighRoutes(routes, protocol, { route, settings, split });
    return next.every((one, i) => one === routes[i]) ? sofar : withRoutes(sofar, protocol, next);
  }, manifest);
  if (weighed === manifest) return manifest;
  return within('[SetWeight] failed to order routes: ', () => ordered(weighed, route.managedRoutes));
}

interface Weighing {
  readonly route: Route;
  readonly settings: VirtualServiceSettings;
  readonly split: Split;
}

function weighRoutes(routes: readonly JsonObject[], protocol: Protocol, weighing: Weighing): readonly JsonObject[] {
  const { route, settings, split } = weighing;
  const ends = endsOf(route);
  const positions = weightedRoutes(routes, protocol, settings, { ends, managed: route.managedRoutes });
  return routes.map((one, i) => {
    if (!positions.includes(i)) return one;
    const before = destinationsOf(one);
    const after = weigh(before, split, ends, route.maxTrafficWeight ?? DEFAULT_TOTAL);
    const isSame = after.length === before.length && after.every((destination, j) => destination === before[j]);
    return isSame ? one : { ...one, route: after };
  });
}
