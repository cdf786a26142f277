import type { Fields } from '../../reading/fields.ts';
import { maybeBelow } from '../parts.ts';

/** Routers that have a field of their own under `trafficRouting`. */
export type RouterField = 'alb' | 'ambassador' | 'apisix' | 'appMesh' | 'istio' | 'nginx' | 'smi' | 'traefik';

/** Whether one of these routers is configured, or a plugin. */
export function hasRouter(routing: Fields | undefined, ...routers: readonly (RouterField | 'plugins')[]): boolean {
  if (routing === undefined) return false;
  return routers.some((name) => (name === 'plugins' ? hasPlugins(routing) : routing.object(name) !== undefined));
}

/** Whether any router plugin is configured. */
export function hasPlugins(routing: Fields): boolean {
  return Object.keys(routing.object('plugins') ?? {}).length > 0;
}

/** Routers that always split traffic between two Services of the Rollout. */
const BY_SERVICES = ['smi', 'apisix', 'ambassador', 'nginx', 'appMesh', 'traefik'] as const;

/** Whether the canary's router cannot do without `stableService` and `canaryService` (rollout.md §3.4). */
export function requiresServices(canary: Fields): boolean {
  const routing = maybeBelow(canary, 'trafficRouting');
  if (routing === undefined) return false;
  const isPingPong = canary.object('pingPong') !== undefined;
  const istio = maybeBelow(routing, 'istio');
  const splitsByHost = istio !== undefined && istio.object('destinationRule') === undefined;
  return hasRouter(routing, ...BY_SERVICES) || (!isPingPong && (splitsByHost || hasRouter(routing, 'alb')));
}
