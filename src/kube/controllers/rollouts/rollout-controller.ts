import { Fault } from '../../../core/fault.ts';
import type { Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import { readRollout } from '../../../rollout/reading/read-rollout.ts';
import { nameOfKey, uidOf } from '../../metadata.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';
import { concernedRollouts } from './concerned-rollouts.ts';
import { HeldWrites } from './held-writes.ts';
import { KnownRollouts } from './known-rollouts.ts';
import { MereNumbers } from './mere-numbers.ts';
import { RepeatedEvents } from './repeated-events.ts';
import { syncRollout } from './sync-rollout.ts';

/**
 * Keeps Rollouts as their specs say: gathers what there is, asks the plan, does what it says and nothing else.
 *
 * @see rollout.md §4
 */
export function rolloutController(parts: Parts, { workers }: { readonly workers: number }): Controller {
  const known = new KnownRollouts(parts);
  const events = new RepeatedEvents(parts.resyncPeriod);
  const numbers = new MereNumbers();
  const sync = async (key: string, rollout: JsonObject): Promise<Synced> => {
    const look = events.look(rollout, parts.clock.now());
    const held = new HeldWrites(rollout, {
      parts,
      tell: (event) => {
        if (look.isNews(event)) tellEvent(parts, rollout, event);
      },
    });
    const numbersWait = (): Instant | undefined => {
      const replicaSets = parts.caches.replicaSets.find('controller', uidOf(rollout));
      const { progressDeadline } = readRollout(rollout).spec;
      return numbers.waitUntil(key, { replicaSets, progressDeadline }, parts.clock.now());
    };
    let isInVain = false;
    try {
      const end = await syncRollout(held, parts, numbersWait).catch(async (error: unknown) => {
        // What was decided before holds.
        await held.flush().catch(() => {});
        throw error;
      });
      if (held.isEmpty) numbers.forget(key);
      if (end.kind === 'failed') throw new Fault('SYNC_FAILED', end.error);
      isInVain = end.kind === 'again';
      if (end.kind === 'again') return { again: true };
      return end.wakeAt === undefined ? {} : { wakeAt: end.wakeAt };
    } finally {
      look.end({ isInVain });
    }
  };
  return {
    name: 'Rollouts',
    workers,
    concerns: (kind, change) => concernedRollouts(kind, change, parts.caches),
    async sync(key) {
      const rollout = parts.caches.rollouts.get(nameOfKey(key));
      known.look(key, rollout);
      if (rollout !== undefined) return isDeleting(rollout) ? {} : sync(key, rollout);
      events.forget(key);
      numbers.forget(key);
      return {};
    },
  };
}

function isDeleting(rollout: JsonObject): boolean {
  return textIn(objectIn(rollout, 'metadata'), 'deletionTimestamp') !== '';
}
