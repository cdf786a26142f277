import type { JsonObject } from '../../../src/core/json.ts';
import type { Deed } from './deeds.ts';
import type { Random } from './random.ts';

/** Something that goes wrong from a write on, counted over everything that controllers ask of the API and of routers. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'refuse'; readonly code: number; readonly times: number }
  /** It is carried out, but no answer comes. */
  | { readonly kind: 'lose' }
  /** The controller dies, before or after the write, and is back after so many seconds. */
  | { readonly kind: 'kill'; readonly isWritten: boolean; readonly seconds: number }
  /** The API refuses everything, and tells nothing. */
  | { readonly kind: 'outage'; readonly seconds: number }
  /** Watches of these kinds hang. */
  | { readonly kind: 'hang'; readonly kinds: readonly string[]; readonly seconds: number }
  | { readonly kind: 'jump'; readonly seconds: number }
  /** A second controller acts for so long, with a clock of its own. */
  | { readonly kind: 'twin'; readonly seconds: number; readonly skew: number }
  /** A router refuses, at that one of its calls. */
  | { readonly kind: 'router'; readonly call: number; readonly times: number }
);

interface Setting {
  readonly spec: JsonObject;
  readonly pace: 'calm' | 'hasty';
  readonly deeds: readonly Deed[];
}

const KINDS = ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'Experiment'] as const;

export function randomFaults(random: Random, { spec, pace, deeds }: Setting): Fault[] {
  // A clock that jumps past a deadline aborts an update, or fails an experiment, that would have gone well.
  const hasDeadline = /"progressDeadlineAbort":true|"experiment":/.test(JSON.stringify([spec, deeds]));
  const mayJumpAhead = pace === 'hasty' || !hasDeadline;
  const count = pace === 'calm' ? random.whole(1, 4) : random.whole(0, 3);
  return Array.from({ length: count }, () => randomFault(random, mayJumpAhead)).sort((a, b) => a.at - b.at);
}

function randomFault(random: Random, mayJumpAhead: boolean): Fault {
  const at = random.whole(0, 60);
  const seconds = random.pick(1, 5, 40);
  switch (random.whole(0, 7)) {
    case 0:
      return { at, kind: 'refuse', code: random.pick(409, 429, 500, 503), times: random.whole(1, 3) };
    case 1:
      return { at, kind: 'lose' };
    case 2:
      return { at, kind: 'kill', isWritten: random.chance(0.5), seconds: random.pick(0, 1, 60) };
    case 3:
      return { at, kind: 'outage', seconds: random.pick(5, 60, 600) };
    case 4:
      return { at, kind: 'hang', kinds: KINDS.filter(() => random.chance(0.5)), seconds };
    case 5:
      return {
        at,
        kind: 'jump',
        seconds: mayJumpAhead ? random.pick(-7200, -30, -2, 2, 45, 7200) : random.pick(-7200, -30, -2),
      };
    case 6:
      return { at, kind: 'twin', seconds, skew: random.pick(0, -3, 3) };
    default:
      return { at, kind: 'router', call: random.whole(0, 3), times: random.whole(1, 3) };
  }
}
