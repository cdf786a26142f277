import { nameOfKey } from '../../metadata.ts';
import type { Controller } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';
import { concernedRollouts } from './concerned-rollouts.ts';
import { KnownRollouts } from './known-rollouts.ts';
import { RepeatedWarnings } from './repeated-warnings.ts';
import { syncRollout } from './sync-rollout.ts';

/**
 * Keeps Rollouts as their specs say: gathers what there is, asks the plan, does what it says and nothing else.
 *
 * @see rollout.md §4
 */
export function rolloutController(parts: Parts, { workers }: { readonly workers: number }): Controller {
  const known = new KnownRollouts(parts);
  const warnings = new RepeatedWarnings(parts.resyncPeriod);
  return {
    name: 'Rollouts',
    workers,
    concerns: (kind, change) => concernedRollouts(kind, change, parts.caches),
    async sync(key) {
      const rollout = parts.caches.rollouts.get(nameOfKey(key));
      known.look(key, rollout);
      if (rollout === undefined) {
        warnings.forget(key);
        return {};
      }
      const look = warnings.look(rollout, parts.clock.now());
      try {
        return await syncRollout(rollout, parts, (event) => {
          if (look.isNews(event)) tellEvent(parts, rollout, event);
        });
      } finally {
        look.end();
      }
    },
  };
}
