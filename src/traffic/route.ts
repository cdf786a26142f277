import type { JsonObject } from '../core/json.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** What a router knows of the Rollout whose traffic it splits. */
export interface Route {
  readonly rollout: Rollout;
  readonly uid: string;
  /** As written; empty where there is none. */
  readonly stableService: string;
  readonly canaryService: string;
  readonly pingPong?: PingPong;
  /** As written; absent: 100. */
  readonly maxTrafficWeight?: number;
  /** Names of the routes that are the controller's, first one first; what is not listed is the user's. */
  readonly managedRoutes: readonly string[];
  /** Names of the routes that header and mirror steps speak of. */
  readonly stepRoutes: readonly string[];
  /** `spec.strategy.canary.trafficRouting`: each router reads what stands under its name. */
  readonly routing: JsonObject;
  readonly apis: RouterApis;
}

/** A pair of services of which one is the canary's and the other the stable revision's, in turn. */
export interface PingPong {
  readonly canary: string;
  readonly stable: string;
}

/** Which versions of the routers' APIs the controller was told to speak (traffic.md §14). */
export interface RouterApis {
  readonly ingress: 'networking.k8s.io/v1' | 'extensions/v1beta1';
  /** Without its group, such as `v1alpha3`. */
  readonly istio: string;
}

export const DEFAULT_APIS: RouterApis = { ingress: 'networking.k8s.io/v1', istio: 'v1alpha3' };

/** Canary and stable service; the ping-pong pair only where neither service is named (traffic.md §2.8). */
export function servicesOf({ canaryService, stableService, pingPong }: Route): PingPong {
  const isNamed = canaryService !== '' || stableService !== '';
  return isNamed || pingPong === undefined ? { canary: canaryService, stable: stableService } : pingPong;
}
