import type { Json, JsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { items, maybeBelow, texts } from '../parts.ts';
import { isReadable, type RouteKind } from './route-types.ts';

/** Routes of a VirtualService, what the Rollout says of it, and the Rollout. */
export interface RoutesToCheck {
  readonly routes: readonly Json[];
  readonly reference: Fields;
  readonly rollout: JsonObject;
}

/** What is wrong with routes: undefined for nothing; `unreadable` where they are not of the form that routes have. */
export type RouteFault = { readonly text: string } | 'unreadable' | undefined;

export function httpFault(given: RoutesToCheck): RouteFault {
  if (!isReadable(given.routes, 'http')) return 'unreadable';
  const routes = given.routes.map((route) => new Fields(route));
  const names = texts(given.reference, 'routes');
  const chosen = names.length === 0 ? unnamedHttp(routes) : names.map((name) => routeCalled(name, routes));
  const lost = chosen.indexOf(undefined);
  if (lost >= 0) return { text: `HTTP Route '${names[lost]}' is not found in the defined Virtual Service.` };
  const managed = items(canaryOf(given.rollout).below('trafficRouting'), 'managedRoutes').map((route) =>
    route.text('name'),
  );
  const own = routes.filter((route) => !managed.includes(route.text('name')));
  return destinationsFault(chosen, given.rollout) ?? manyFault('http', 'routes', names.length === 0 && own.length > 1);
}

/** The only route, or the first without a name. */
function unnamedHttp(routes: readonly Fields[]): readonly (Fields | undefined)[] {
  if (routes.length === 1) return routes;
  const unnamed = routeCalled('', routes);
  return unnamed === undefined ? [] : [unnamed];
}

function routeCalled(name: string, routes: readonly Fields[]): Fields | undefined {
  return routes.find((route) => route.text('name') === name);
}

export function tlsFault(given: RoutesToCheck): RouteFault {
  return portFault(given, 'tls', (route, wanted) => {
    const matches = items(route, 'match');
    const hosts = new Set(matches.flatMap((match) => texts(match, 'sniHosts')));
    const named = texts(wanted, 'sniHosts');
    return isOnPort(matches, wanted) && named.length === hosts.size && [...hosts].every((host) => named.includes(host));
  });
}

export function tcpFault(given: RoutesToCheck): RouteFault {
  return portFault(given, 'tcp', (route, wanted) => isOnPort(items(route, 'match'), wanted));
}

/** Routes without names are told apart by port; the Rollout may name some, else there must be one. */
function portFault(
  given: RoutesToCheck,
  kind: 'tls' | 'tcp',
  isWanted: (route: Fields, wanted: Fields) => boolean,
): RouteFault {
  if (!isReadable(given.routes, kind)) return 'unreadable';
  const routes = given.routes.map((route) => new Fields(route));
  const wanted = items(given.reference, `${kind}Routes`);
  const chosen = wanted.map((each) => routes.filter((route) => isWanted(route, each)));
  if (chosen.some((found) => found.length === 0))
    return { text: `No matching ${kind.toUpperCase()} routes found in the defined Virtual Service.` };
  const toCheck = wanted.length === 0 ? routes.slice(0, 1) : chosen.flat();
  return (
    destinationsFault(toCheck, given.rollout) ??
    manyFault(kind, `${kind}Routes`, wanted.length === 0 && routes.length > 1)
  );
}

/** Whether all matches are of the wanted port; none counts as port 0. */
function isOnPort(matches: readonly Fields[], wanted: Fields): boolean {
  const ports = new Set(matches.map((match) => match.whole('port') ?? 0));
  const [port = 0] = ports;
  return ports.size <= 1 && port === (wanted.whole('port') ?? 0);
}

function manyFault(kind: RouteKind, field: string, isAmbiguous: boolean): RouteFault {
  if (!isAmbiguous) return undefined;
  const omitted = `spec.strategy.canary.trafficRouting.istio.virtualService.${field}`;
  return {
    text: `spec.${kind}[] should be set in VirtualService and it must have exactly one route when omitting ${omitted}`,
  };
}

/** The first route that does not lead to both sides: to the subsets where a DestinationRule is named, else to the services. */
function destinationsFault(routes: readonly (Fields | undefined)[], rollout: JsonObject): RouteFault {
  const canary = canaryOf(rollout);
  const rule = maybeBelow(canary.below('trafficRouting').below('istio'), 'destinationRule');
  for (const route of routes) {
    const destinations = route === undefined ? [] : items(route, 'route').map((each) => each.below('destination'));
    const fault =
      rule === undefined
        ? serviceFault(destinations.map(hostOf), rollout)
        : subsetFault(
            destinations.map((each) => each.text('subset')),
            rule,
          );
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function subsetFault(subsets: readonly string[], rule: Fields): RouteFault {
  const isMissing = (name: string): boolean => name === '' || !subsets.includes(name);
  const side = (['canary', 'stable'] as const).find((each) => isMissing(rule.text(`${each}SubsetName`)));
  if (side === undefined) return undefined;
  const called = side === 'canary' ? 'Canary' : 'Stable';
  return { text: `${called} DestinationRule subset '${rule.text(`${side}SubsetName`)}' not found in route` };
}

function serviceFault(hosts: readonly string[], rollout: JsonObject): RouteFault {
  const { canary, stable } = services(rollout);
  if (canary === '' || !hosts.includes(canary)) return { text: `Canary Service '${canary}' not found in route` };
  if (stable === '' || !hosts.includes(stable)) return { text: `Stable Service '${stable}' not found in route` };
  return undefined;
}

/** The two services, or ping and pong where neither is named. */
function services(rollout: JsonObject): { readonly canary: string; readonly stable: string } {
  const strategy = canaryOf(rollout);
  const canary = strategy.text('canaryService');
  const stable = strategy.text('stableService');
  const pingPong = maybeBelow(strategy, 'pingPong');
  if (pingPong === undefined || canary !== '' || stable !== '') return { canary, stable };
  const [ping, pong] = [pingPong.text('pingService'), pingPong.text('pongService')];
  const status = new Fields(rollout).below('status').below('canary');
  return status.text('stablePingPong') === 'ping' ? { stable: ping, canary: pong } : { stable: pong, canary: ping };
}

/** The service that a host names, without its namespace; nothing for one that begins with a dot. */
function hostOf(destination: Fields): string {
  return destination.text('host').split('.', 1)[0] ?? '';
}

function canaryOf(rollout: JsonObject): Fields {
  return new Fields(rollout).below('spec').below('strategy').below('canary');
}
