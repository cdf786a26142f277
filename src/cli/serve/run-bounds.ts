import type { Clock } from '../../core/clock.ts';
import { valueCharacters } from '../../service/run-limits.ts';
import type { RunBounds } from '../../service/runs/run-parts.ts';
import type { World } from '../world.ts';
import { JsonataProcess } from './jsonata/jsonata-process.ts';
import { JsonataProcesses } from './jsonata/jsonata-processes.ts';
import { processorPatience, usedByThisThread } from './processor-patience.ts';

/** Milliseconds of the processor for the conditions of a look, and for explaining those of a run. */
const JUDGING = 150;
const EXPLAINING = 50;

/** What keeps the conditions of one run from holding up the others, as long as it is not closed. */
export interface OpenRunBounds extends RunBounds {
  close(): Promise<void>;
}

/** @param steady one that never jumps */
export function openRunBounds({ entry }: Pick<World, 'entry'>, steady: Clock): OpenRunBounds {
  const processes = entry && new JsonataProcesses(() => new JsonataProcess(entry, steady));
  return {
    ...(processes && { jsonata: (namespace) => processes.for(namespace) }),
    patience: () => processorPatience(JUDGING, usedByThisThread),
    explaining: () => processorPatience(EXPLAINING, usedByThisThread),
    largestValue: valueCharacters,
    close: async () => processes?.close(),
  };
}
