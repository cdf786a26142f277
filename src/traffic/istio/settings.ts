import { Fault } from '../../core/fault.ts';
import type { Json } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { readIstioName } from '../../rollout/validate/references/istio-name.ts';
import { type Route, servicesOf } from '../route.ts';
import type { ObjectRef } from '../router.ts';

/** `trafficRouting.istio` of one VirtualService: which of its routes are meant. Empty lists: the only one. */
export interface VirtualServiceSettings {
  readonly ref: ObjectRef;
  readonly routes: readonly string[];
  readonly tlsRoutes: readonly PortRoute[];
  readonly tcpRoutes: readonly PortRoute[];
}

/** Picks routes by what they match. */
export interface PortRoute {
  readonly port: number;
  readonly sniHosts: readonly string[];
}

/** `trafficRouting.istio.destinationRule`: canary and stable are subsets of one host. */
export interface DestinationRuleSettings {
  readonly ref: ObjectRef;
  readonly canarySubset: string;
  readonly stableSubset: string;
  /** Subsets of the user's that traffic goes to beside ours. */
  readonly additionalSubsets: readonly string[];
}

/** By what destinations are told apart: hosts, and subsets where there is a DestinationRule. Empty: none. */
export interface Ends {
  readonly canaryHost: string;
  readonly stableHost: string;
  readonly rule?: DestinationRuleSettings;
}

/** The VirtualServices that a Rollout names. @throws Fault TRAFFIC_INVALID when it names none */
export function virtualServicesOf(route: Route): readonly VirtualServiceSettings[] {
  const istio = new Fields(route.routing).below('istio');
  if (istio.has('virtualServices')) return istio.list('virtualServices').map((json) => readVirtualService(json, route));
  const single = istio.object('virtualService');
  if (single !== undefined) return [readVirtualService(single, route)];
  const { name } = route.rollout;
  throw new Fault('TRAFFIC_INVALID', `Rollout "${name}": either VirtualService or VirtualServices must be configured`, {
    rollout: name,
  });
}

/** The DestinationRule that a Rollout names; always in its own namespace. */
export function destinationRuleOf(route: Route): DestinationRuleSettings | undefined {
  const istio = new Fields(route.routing).below('istio');
  if (istio.object('destinationRule') === undefined) return undefined;
  const rule = istio.below('destinationRule');
  return {
    ref: istioObject(route, 'DestinationRule', route.rollout.namespace, rule.text('name')),
    canarySubset: rule.text('canarySubsetName'),
    stableSubset: rule.text('stableSubsetName'),
    additionalSubsets: textsIn(rule, 'additionalSubsetNames'),
  };
}

export function endsOf(route: Route): Ends {
  const { canary, stable } = servicesOf(route);
  const rule = destinationRuleOf(route);
  return { canaryHost: canary, stableHost: stable, ...(rule && { rule }) };
}

function readVirtualService(json: Json, route: Route): VirtualServiceSettings {
  const settings = new Fields(json);
  const { name, namespace } = readIstioName(settings.text('name'), route.rollout.namespace);
  return {
    ref: istioObject(route, 'VirtualService', namespace, name),
    routes: textsIn(settings, 'routes'),
    tlsRoutes: settings.list('tlsRoutes').map(readPortRoute),
    tcpRoutes: settings.list('tcpRoutes').map(readPortRoute),
  };
}

function readPortRoute(json: Json): PortRoute {
  const route = new Fields(json);
  return { port: route.whole('port') ?? 0, sniHosts: textsIn(route, 'sniHosts') };
}

function textsIn(fields: Fields, name: string): readonly string[] {
  return fields.list(name).filter((item) => typeof item === 'string');
}

const RESOURCES = { VirtualService: 'virtualservices', DestinationRule: 'destinationrules' } as const;

function istioObject({ apis }: Route, kind: keyof typeof RESOURCES, namespace: string, name: string): ObjectRef {
  return { apiVersion: `networking.istio.io/${apis.istio}`, kind, resource: RESOURCES[kind], namespace, name };
}
