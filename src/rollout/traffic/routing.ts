import type { JsonObject } from '../../core/json.ts';
import type { WeightDestination } from '../status.ts';

/** What every router of a Rollout is told in one sync, in this order. */
export interface Routing {
  /** Told one after another, each everything, until one fails. */
  readonly routers: readonly string[];
  /** Not empty. */
  readonly calls: readonly RouterCall[];
}

/** One thing that is asked of a router (traffic.md §1). Weights count from 0 to `maxTrafficWeight`. */
export type RouterCall =
  | { readonly kind: 'removeManagedRoutes' }
  /** The step's `setHeaderRoute`, as the user wrote it. */
  | { readonly kind: 'setHeaderRoute'; readonly route: JsonObject }
  | { readonly kind: 'setMirrorRoute'; readonly route: JsonObject }
  | {
      readonly kind: 'updateHash';
      /** Empty where there is no such revision. */
      readonly canaryHash: string;
      readonly stableHash: string;
      readonly additional: readonly WeightDestination[];
    }
  | { readonly kind: 'setWeight'; readonly weight: number; readonly additional: readonly WeightDestination[] }
  | { readonly kind: 'verifyWeight'; readonly weight: number; readonly additional: readonly WeightDestination[] };

/** How one router took its calls. */
export type RouterAnswer =
  /** A call failed; the calls after it and the routers after this one were left out. */
  | { readonly kind: 'failed'; readonly call: RouterCall['kind']; readonly error: string }
  | {
      readonly kind: 'told';
      /** Whether the weight was seen to be in force; absent where the router cannot tell, or was not asked. */
      readonly verified?: boolean;
      /** Why it could not be seen; the routers after this one were left out. */
      readonly verifyError?: string;
    };
