import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn } from '../../../../src/core/json-members.ts';
import type { Check } from '../step.ts';
import type { World } from '../world.ts';

/** The reasons of all events about the Rollout, in the order in which they came; one that repeats comes again. */
export function events(...reasons: readonly string[]): Check {
  return {
    says: 'events come in order',
    missing: (world) => {
      const seen = reasonsOf(world);
      return seen.join() === reasons.join() ? undefined : `they are ${seen.join(', ')}`;
    },
  };
}

function reasonsOf({ log, rolloutName }: World): readonly string[] {
  return log.flatMap(({ kind, change }) => {
    if (kind !== 'events' || change.kind === 'deleted') return [];
    const about = objectIn(change.object, 'involvedObject');
    if (textIn(about, 'kind') !== 'Rollout' || textIn(about, 'name') !== rolloutName) return [];
    const before = change.kind === 'changed' ? countOf(change.old) : 0;
    return Array.from({ length: countOf(change.object) - before }, () => textIn(change.object, 'reason'));
  });
}

const countOf = (event: JsonObject): number => Number(event['count'] ?? 1);
