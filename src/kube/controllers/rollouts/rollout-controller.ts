import { Fault } from '../../../core/fault.ts';
import { earliest, type Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../api-object.ts';
import { nameOfKey, uidOf } from '../../metadata.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';
import { concernedRollouts } from './concerned-rollouts.ts';
import { KnownRollouts } from './known-rollouts.ts';
import { MereNumbers } from './mere-numbers.ts';
import { RepeatedEvents } from './repeated-events.ts';
import { StatusPen } from './status-pen.ts';
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
    const pen = new StatusPen(rollout, {
      parts,
      tell: (event) => {
        if (look.isNews(event)) tellEvent(parts, rollout, event);
      },
    });
    let isInVain = false;
    try {
      const end = await syncRollout(pen, parts).catch(async (error: unknown) => {
        // What was decided before holds.
        await pen.flush().catch(() => {});
        throw error;
      });
      if (end.kind === 'settled' && pen.isMereNumbers) {
        const sets = parts.caches.replicaSets.find('controller', uidOf(rollout));
        const until = numbers.waitUntil(key, sets, parts.clock.now());
        if (until !== undefined) return synced(earliest([end.wakeAt, until]));
      }
      numbers.forget(key);
      const isWritten = end.kind !== 'again' && (await pen.flush()) === 'done';
      isInVain = !isWritten;
      if (end.kind === 'failed') throw new Fault('SYNC_FAILED', end.error);
      return end.kind === 'settled' && isWritten ? synced(end.wakeAt) : { again: true };
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

function synced(wakeAt: Instant | undefined): Synced {
  return wakeAt === undefined ? {} : { wakeAt };
}

function isDeleting(rollout: JsonObject): boolean {
  return textIn(objectIn(rollout, 'metadata'), 'deletionTimestamp') !== '';
}
