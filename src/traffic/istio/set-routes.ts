import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { type Route, servicesOf } from '../route.ts';
import type { HeaderRoute, Manifest, MirrorMatch, MirrorRoute } from '../router.ts';
import { within } from './fault-within.ts';
import { httpList, ordered, withoutRoutes } from './managed-routes.ts';
import { destinationRuleOf, type VirtualServiceSettings } from './settings.ts';
import { routesOf, withRoutes } from './virtual-service.ts';
import { mainDestinations, mainRoutes } from './weighted-routes.ts';

/** What a managed route is made for. */
export interface RouteTarget {
  readonly route: Route;
  readonly settings: VirtualServiceSettings;
  /** Host of the DestinationRule; empty where there is none. */
  readonly ruleHost: string;
}

/**
 * A VirtualService with a header route, or without one where it has no match.
 *
 * @throws Fault TRAFFIC_INVALID
 * @see traffic.md §6.4
 */
export function withHeaderRoute(manifest: Manifest, header: HeaderRoute, target: RouteTarget): Manifest {
  const managed = target.route.managedRoutes;
  if (header.match.length === 0) {
    const removed = within('[reconcileVirtualServiceHeaderRoutes] failed to remove route from virtual service: ', () =>
      withoutRoutes(manifest, [header.name]),
    );
    return ordered(removed, managed);
  }
  const others = within(
    '[reconcileVirtualServiceHeaderRoutes] failed to remove http route from virtual service: ',
    () => httpList(withoutRoutes(manifest, [header.name]), ''),
  );
  const made = headerRoute(header, { ...canaryEnd(target), ...portOf(manifest, others, target) });
  return ordered(withRoutes(manifest, 'http', [...others, made]), managed);
}

function headerRoute({ name, match }: HeaderRoute, destination: JsonObject): JsonObject {
  return {
    name,
    match: match.map(({ headerName, headerValue }) => ({ headers: { [headerName]: { ...headerValue } } })),
    route: [{ destination, weight: 100 }],
  };
}

function canaryEnd({ route, ruleHost }: RouteTarget): JsonObject {
  const subset = destinationRuleOf(route)?.canarySubset;
  return { host: ruleHost || servicesOf(route).canary, ...(subset && { subset }) };
}

/** The port that the main route leads to; none where that cannot be told, for the route can do without. */
function portOf(manifest: Manifest, others: readonly Json[], { route, settings }: RouteTarget): JsonObject {
  try {
    const routes = routesOf(withRoutes(manifest, 'http', others), 'http') ?? [];
    const [position] = mainRoutes(routes, settings.routes, route.managedRoutes);
    const number = position === undefined ? 0 : portNumber(new Fields(routes[position]).list('route'));
    return number > 0 ? { port: { number } } : {};
  } catch {
    return {};
  }
}

function portNumber([first = null]: readonly Json[]): number {
  return new Fields(first).below('destination').below('port').whole('number') ?? 0;
}

/**
 * A VirtualService with a mirror route, or without one where it has no match. Requests go on to where the main route leads them,
 * by its weights as they are.
 *
 * @throws Fault TRAFFIC_INVALID
 * @see traffic.md §6.5
 */
export function withMirrorRoute(manifest: Manifest, mirror: MirrorRoute, target: RouteTarget): Manifest {
  const { route, settings } = target;
  if (mirror.match.length === 0) {
    const removed = within('failed to remove route from virtual service: ', () =>
      withoutRoutes(manifest, [mirror.name]),
    );
    return ordered(removed, route.managedRoutes);
  }
  const bare = within('failed to remove http route from virtual service: ', () =>
    withoutRoutes(manifest, [mirror.name]),
  );
  const routes = within(DECODING, () => routesOf(bare, 'http') ?? []);
  const destinations = within(COPYING, () => mainDestinations(bare, routes, settings.routes, route.managedRoutes));
  const made = mirrorRoute(mirror, destinations, canaryEnd(target));
  return ordered(withRoutes(bare, 'http', [made, ...routes]), route.managedRoutes);
}

const DECODING =
  'failed to get virtual service http routes: [getVirtualServiceHttpRoutes] failed to get http route types: ';
const COPYING = [
  'failed to create mirror route: [createMirrorRoute] failed to get virtual service http route for keeping non-mirror weights set: ',
  '[getVirtualServiceSetWeightRoute] failed to get routes that need to be patch when set weight is called: ',
].join('');

function mirrorRoute(mirror: MirrorRoute, destinations: readonly Json[], canary: JsonObject): JsonObject {
  const copies = destinations.map(copyOf);
  const [first = {}] = copies;
  const port = new Fields(first).below('destination').object('port');
  return {
    name: mirror.name,
    match: mirror.match.map(mirrorMatch),
    route: copies,
    mirror: { ...canary, ...(port && { port }) },
    mirrorPercentage: { value: mirror.percentage ?? 100 },
  };
}

function mirrorMatch({ method, path, headers }: MirrorMatch): JsonObject {
  return {
    ...(method && { method: { ...method } }),
    ...(path && { uri: { ...path } }),
    ...(headers && {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { ...value }])),
    }),
  };
}

/** Where a destination leads and its weight, without a weight of 0; its own settings, such as headers, are not copied. */
function copyOf(json: Json): JsonObject {
  const destination = new Fields(json).below('destination');
  const host = destination.text('host');
  const subset = destination.text('subset');
  const port = destination.object('port');
  const number = isJsonObject(port) ? new Fields(port).whole('number') : undefined;
  const weight = new Fields(json).whole('weight');
  return {
    destination: { ...(host && { host }), ...(subset && { subset }), ...(port && { port: number ? { number } : {} }) },
    ...(weight && { weight }),
  };
}
