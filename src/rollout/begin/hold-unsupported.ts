import { type Draft, go, tell } from '../plan/draft.ts';
import { warning } from '../plan/event.ts';
import type { Strategy } from '../strategy.ts';

/**
 * Holds a Rollout that asks for what there is not: a router, or a step plugin. Moving its pods or traffic without it would do something
 * else than the user asked for.
 */
export function holdUnsupported(draft: Draft): Draft {
  const missing = missingIn(draft.rollout.spec.strategy, draft.facts.observed.routers);
  if (missing.length === 0) return draft;
  const message = `Rollout is held, nothing of it is changed: ${missing.join(', ')} not supported`;
  return go(tell(draft, warning('RolloutHeld', message)), { kind: 'end' });
}

function missingIn(strategy: Strategy, routers: readonly string[]): readonly string[] {
  if (strategy.kind !== 'canary') return [];
  const strange = strategy.trafficRouting?.routers.filter((router) => !routers.includes(router)) ?? [];
  const plugins = strategy.steps.flatMap(({ plugin }) => (plugin === undefined ? [] : [`step plugin ${plugin.name}`]));
  return [...strange.map((router) => `traffic router ${router}`), ...plugins];
}
