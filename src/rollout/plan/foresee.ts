import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { Observed } from '../observed.ts';
import type { Action } from './action.ts';
import { type Plan, plan } from './plan.ts';

/** Both halves of a plan. */
export interface Foreseen extends Plan {
  /** The routers whose answers were assumed, because only telling them would give real ones; empty where none has a part. */
  readonly assumedRouters: readonly string[];
}

/**
 * What a sync would do, to its end: where the plan waits for routers, it goes on as if each had been told without trouble.
 *
 * @param rollout  as it is stored
 */
export function foresee(rollout: JsonObject, observed: Observed, now: Instant): Foreseen {
  const first = plan(rollout, observed, now);
  const routing = first.actions.find((action): action is RouteAction => action.kind === 'route')?.routing;
  if (routing === undefined) return { ...first, assumedRouters: [] };
  const routed = routing.routers.map(() => ({ kind: 'told' }) as const);
  const second = plan(rollout, { ...observed, routed }, now);
  return present<Foreseen>({
    actions: [...first.actions, ...second.actions],
    wakeAt: second.wakeAt,
    error: second.error,
    assumedRouters: routing.routers,
  });
}

type RouteAction = Extract<Action, { kind: 'route' }>;
