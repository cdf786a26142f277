import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Manifest } from '../router.ts';
import { nameOf, placeOf, rawRoutes, withRoutes } from './virtual-service.ts';

/** Upstream's words for a VirtualService without HTTP routes. */
const NO_HTTP = 'spec.http not found';

/**
 * The HTTP routes as they stand, of which only the names count.
 *
 * @param words  upstream's, for where it happened
 * @throws Fault TRAFFIC_INVALID where there are none, or no list
 */
export function httpList(manifest: Manifest, words: string): readonly Json[] {
  const routes = rawRoutes(manifest, 'http');
  if (routes === undefined) throw new Fault('TRAFFIC_INVALID', NO_HTTP);
  if (Array.isArray(routes)) return routes;
  const text = `${words}${placeOf(manifest, 'http')} is ${JSON.stringify(routes)}, expected a list`;
  throw new Fault('TRAFFIC_INVALID', text, { place: placeOf(manifest, 'http') });
}

/**
 * The VirtualService without the HTTP routes of these names; the same object when it has none of them.
 *
 * @throws Fault TRAFFIC_INVALID where the routes cannot be told apart
 */
export function withoutRoutes(manifest: Manifest, names: readonly string[]): Manifest {
  const routes = httpList(manifest, '[removeRoute] failed to get http routes from virtual service: ');
  if (!routes.every(isJsonObject)) throw new Fault('TRAFFIC_INVALID', NO_NAMES, { place: placeOf(manifest, 'http') });
  const kept = routes.filter((route) => !names.includes(nameOf(route)));
  return kept.length === routes.length ? manifest : withRoutes(manifest, 'http', kept);
}

const NO_NAMES = 'Could not cast type to map[string]any to find route name in Istio Virtual Service';

/**
 * The VirtualService with its managed routes first, in the order of the Rollout, which is the order of precedence; then the user's,
 * as they are. Without HTTP routes it stays as it is.
 *
 * @throws Fault TRAFFIC_INVALID where `spec.http` is no list
 */
export function ordered(manifest: Manifest, managed: readonly string[]): Manifest {
  if (rawRoutes(manifest, 'http') === undefined) return manifest;
  const routes = httpList(manifest, '[orderRoutes] failed to get virtual service http routes: ');
  const rank = (route: Json): number => {
    const position = managed.indexOf(nameOf(route));
    return position < 0 ? managed.length : position;
  };
  const sorted = routes.toSorted((a, b) => rank(a) - rank(b));
  return sorted.every((route, i) => route === routes[i]) ? manifest : withRoutes(manifest, 'http', sorted);
}
