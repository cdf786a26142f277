import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Manifest } from '../router.ts';
import { fit, type Shape } from './shape.ts';

/** The three lists of routes that a VirtualService may have. */
export type Protocol = 'http' | 'tls' | 'tcp';

/** Where a route leads, as far as weights go. */
export interface Destination {
  /** Up to its first dot: `web` of `web.shop.svc.cluster.local`. */
  readonly host: string;
  /** Empty where there is none. */
  readonly subset: string;
  readonly weight: number;
}

const TEXTS: Shape = { list: 'text' };
const MATCH: Shape = { fields: { exact: 'text', prefix: 'text', regex: 'text' } };
const DESTINATION: Shape = { fields: { host: 'text', subset: 'text', port: { fields: { number: 'count' } } } };
const ROUTE: Shape = { list: { fields: { destination: DESTINATION, weight: 'whole' } } };
const L4_MATCH: Readonly<Record<string, Shape>> = {
  destinationSubnets: TEXTS,
  port: 'whole',
  sourceLabels: { values: 'text' },
  gateways: TEXTS,
  sourceNamespace: 'text',
};

const ROUTES: Readonly<Record<Protocol, Shape>> = {
  http: {
    list: {
      fields: {
        name: 'text',
        match: { list: { fields: { method: MATCH, uri: MATCH, headers: { values: MATCH } } } },
        route: ROUTE,
        mirror: DESTINATION,
        mirrorPercentage: { fields: { value: 'number' } },
      },
    },
  },
  tls: { list: { fields: { match: { list: { fields: { ...L4_MATCH, sniHosts: TEXTS } } }, route: ROUTE } } },
  tcp: { list: { fields: { match: { list: { fields: L4_MATCH } }, route: ROUTE } } },
};

/** `spec.<protocol>` as it stands; undefined where it is not there. */
export function rawRoutes(manifest: Manifest, protocol: Protocol): Json | undefined {
  const spec = manifest['spec'];
  return isJsonObject(spec) && Object.hasOwn(spec, protocol) ? spec[protocol] : undefined;
}

/**
 * The routes of a protocol, safe to be worked on; undefined where there is no list.
 *
 * @throws Fault TRAFFIC_INVALID naming the part that is not as Istio has it
 */
export function routesOf(manifest: Manifest, protocol: Protocol): readonly JsonObject[] | undefined {
  const routes = rawRoutes(manifest, protocol);
  if (!Array.isArray(routes)) return undefined;
  fit(routes, ROUTES[protocol], placeOf(manifest, protocol));
  return routes.map((route: Json) => (isJsonObject(route) ? route : {}));
}

/** Names a part of the object in messages. */
export function placeOf(manifest: Manifest, protocol: Protocol): string {
  return `VirtualService "${new Fields(manifest).below('metadata').text('name')}": spec.${protocol}`;
}

/** The same with other routes. */
export function withRoutes(manifest: Manifest, protocol: Protocol, routes: readonly Json[]): Manifest {
  return { ...manifest, spec: { ...new Fields(manifest).object('spec'), [protocol]: routes } };
}

/** A route's name; empty where it has none. */
export function nameOf(route: Json): string {
  return new Fields(route).text('name');
}

/** The destinations of a route as they stand. */
export function destinationsOf(route: Json): readonly Json[] {
  return new Fields(route).list('route');
}

/** What of a destination weights look at. */
export function readDestination(json: Json): Destination {
  const destination = new Fields(json).below('destination');
  const host = destination.text('host');
  const dot = host.indexOf('.');
  return {
    host: dot < 0 ? host : host.slice(0, dot),
    subset: destination.text('subset'),
    weight: new Fields(json).whole('weight') ?? 0,
  };
}
