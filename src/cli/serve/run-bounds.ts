import type { Clock } from '../../core/clock.ts';
import { after, type Instant, millisOf } from '../../core/instant.ts';
import { valueCharacters } from '../../service/run-limits.ts';
import type { RunBounds } from '../../service/runs/run-parts.ts';
import type { World } from '../world.ts';
import { JsonataProcess } from './jsonata/jsonata-process.ts';
import { JsonataProcesses } from './jsonata/jsonata-processes.ts';
import { processorPatience, usedByThisThread } from './processor-patience.ts';
import { Turnstile } from './turnstile.ts';

/** Milliseconds of the processor for the conditions of a look, and for explaining those of a run. */
const JUDGING = 75;
const EXPLAINING = 25;
/** Looks of a namespace wait for their turn so long after one took more than a moment. */
const TOILS_FOR = millisOf(10_000);

/** What keeps the conditions of one run from holding up the others, as long as it is not closed. */
export interface OpenRunBounds extends RunBounds {
  readonly close: () => Promise<void>;
}

/** @param steady one that never jumps */
export function openRunBounds({ entry }: Pick<World, 'entry'>, steady: Clock): OpenRunBounds {
  const processes = entry && new JsonataProcesses(() => new JsonataProcess(entry, steady));
  const turnstile = new Turnstile(setImmediate);
  const toilsUntil = new Map<string, Instant>();
  return {
    ...(processes && { jsonata: (namespace) => processes.for(namespace) }),
    patience: (namespace) =>
      processorPatience(JUDGING, usedByThisThread, () => toilsUntil.set(namespace, after(steady.now(), TOILS_FOR))),
    turn(namespace) {
      const until = toilsUntil.get(namespace);
      if (until === undefined) return undefined;
      if (until < steady.now()) toilsUntil.delete(namespace);
      return turnstile.pass(namespace);
    },
    pass: (namespace) => turnstile.pass(namespace),
    explaining: () => processorPatience(EXPLAINING, usedByThisThread),
    largestValue: valueCharacters,
    close: async () => processes?.close(),
  };
}
