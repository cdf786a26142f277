import { Fault } from '../../core/fault.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Manifest } from '../router.ts';
import type { Ends, PortRoute, VirtualServiceSettings } from './settings.ts';
import { destinationsOf, nameOf, type Protocol, placeOf, readDestination } from './virtual-service.ts';

/**
 * Positions of the HTTP routes that carry the canary's weight: the named ones, or the only one that is not managed.
 *
 * @throws Fault TRAFFIC_INVALID for a name that is not there
 */
export function mainRoutes(
  routes: readonly Json[],
  names: readonly string[],
  managed: readonly string[],
): readonly number[] {
  if (names.length > 0) return names.map((name) => positionOf(routes, name));
  const own = positions(routes, (route) => !managed.includes(nameOf(route)));
  if (own.length === 1 || routes.length === 1) return own.length === 1 ? own : [0];
  return positions(routes, (route) => nameOf(route) === '').slice(0, 1);
}

/** Positions of the managed routes that mirror: their copy of the main route's destinations keeps in step with it. */
export function mirrorRoutes(routes: readonly JsonObject[], managed: readonly string[]): readonly number[] {
  return positions(routes, (route) => new Fields(route).has('mirror') && managed.includes(nameOf(route)));
}

function positionOf(routes: readonly Json[], name: string): number {
  const position = routes.findIndex((route) => nameOf(route) === name);
  if (position >= 0) return position;
  throw new Fault('TRAFFIC_INVALID', `HTTP Route '${name}' is not found in the defined Virtual Service.`, {
    route: name,
  });
}

/** Positions of the TLS or TCP routes that settings pick by port and server names; without settings, the first. */
export function portRoutes(
  routes: readonly JsonObject[],
  wanted: readonly PortRoute[],
  protocol: 'tls' | 'tcp',
): readonly number[] {
  if (wanted.length === 0) return routes.length === 0 ? [] : [0];
  return wanted.flatMap((one) => {
    const matching = positions(routes, (route) => isPickedBy(route, one, protocol));
    if (matching.length > 0) return matching;
    const text = `No matching ${protocol.toUpperCase()} routes found in the defined Virtual Service.`;
    throw new Fault('TRAFFIC_INVALID', text, { protocol, port: one.port });
  });
}

/** All matches of the route together are for that one port, and for those server names and no others. */
function isPickedBy(route: JsonObject, { port, sniHosts }: PortRoute, protocol: 'tls' | 'tcp'): boolean {
  const matches = new Fields(route).list('match').map((match) => new Fields(match));
  const ports = new Set(matches.map((match) => match.whole('port') ?? 0));
  if (ports.size > 1 || port !== ([...ports][0] ?? 0)) return false;
  if (protocol === 'tcp') return true;
  const hosts = new Set(matches.flatMap((match) => match.list('sniHosts')));
  return hosts.size === sniHosts.length && sniHosts.every((host) => hosts.has(host));
}

function positions<T>(items: readonly T[], isMeant: (item: T) => boolean): readonly number[] {
  return items.flatMap((item, i) => (isMeant(item) ? [i] : []));
}

/**
 * The routes of a VirtualService whose weights follow the canary, and that they can.
 *
 * @throws Fault TRAFFIC_INVALID when one is missing, has no canary or stable destination, or it is not clear which one is meant
 */
export function weightedRoutes(
  routes: readonly JsonObject[],
  protocol: Protocol,
  settings: VirtualServiceSettings,
  { ends, managed }: { readonly ends: Ends; readonly managed: readonly string[] },
): readonly number[] {
  const main = protocol === 'http' ? mainRoutes(routes, settings.routes, managed) : byPort(routes, protocol, settings);
  for (const position of main) checkDestinations(destinationsOf(routes[position] ?? {}), ends);
  const names = { http: settings.routes, tls: settings.tlsRoutes, tcp: settings.tcpRoutes }[protocol];
  const own = protocol === 'http' ? routes.filter((route) => !managed.includes(nameOf(route))) : routes;
  if (names.length === 0 && own.length > 1) throw ambiguous(protocol);
  return [...new Set([...main, ...(protocol === 'http' ? mirrorRoutes(routes, managed) : [])])];
}

function byPort(
  routes: readonly JsonObject[],
  protocol: 'tls' | 'tcp',
  settings: VirtualServiceSettings,
): readonly number[] {
  return portRoutes(routes, protocol === 'tls' ? settings.tlsRoutes : settings.tcpRoutes, protocol);
}

const SETTING = { http: 'routes', tls: 'tlsRoutes', tcp: 'tcpRoutes' } as const;

function ambiguous(protocol: Protocol): Fault {
  const setting = `spec.strategy.canary.trafficRouting.istio.virtualService.${SETTING[protocol]}`;
  const text = `spec.${protocol}[] should be set in VirtualService and it must have exactly one route when omitting ${setting}`;
  return new Fault('TRAFFIC_INVALID', text, { protocol });
}

function checkDestinations(route: readonly Json[], { canaryHost, stableHost, rule }: Ends): void {
  const destinations = route.map(readDestination);
  const missing = rule
    ? [
        !destinations.some(({ subset }) => subset !== '' && subset === rule.canarySubset) &&
          `Canary DestinationRule subset '${rule.canarySubset}' not found in route`,
        !destinations.some(({ subset }) => subset !== '' && subset === rule.stableSubset) &&
          `Stable DestinationRule subset '${rule.stableSubset}' not found in route`,
      ]
    : [
        !destinations.some(({ host }) => host !== '' && host === canaryHost) &&
          `Canary Service '${canaryHost}' not found in route`,
        !destinations.some(({ host }) => host !== '' && host === stableHost) &&
          `Stable Service '${stableHost}' not found in route`,
      ];
  const [text] = missing.filter((line) => line !== false);
  if (text !== undefined) throw new Fault('TRAFFIC_INVALID', text);
}

/** The main route that managed routes copy from. @throws Fault TRAFFIC_INVALID when there is none, or it leads nowhere */
export function mainDestinations(
  manifest: Manifest,
  routes: readonly Json[],
  names: readonly string[],
  managed: readonly string[],
): readonly Json[] {
  const [position] = mainRoutes(routes, names, managed);
  const destinations = position === undefined ? [] : destinationsOf(routes[position] ?? {});
  if (destinations.length > 0) return destinations;
  throw new Fault('TRAFFIC_INVALID', `${placeOf(manifest, 'http')} has no route with destinations to mirror`);
}
