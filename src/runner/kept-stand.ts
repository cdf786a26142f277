import { Fault } from '../core/fault.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { RunStatus } from '../resources/run-status.ts';
import { memoryFromJson, memoryToJson } from './memory-json.ts';
import { type RunStand, standFromJson } from './stand-json.ts';

/** Where a run stands, as one text. `packed`: as `pack` writes it. `stored`: JSON that `standFromJson` reads. */
interface Written {
  readonly form: 'packed' | 'stored';
  readonly text: string;
}

/**
 * Where a run stands, kept in this process. Packed it is one text instead of hundreds of objects: thousands of runs that wait cost little
 * memory, and the garbage collector has next to nothing to follow. Secrets are still in it, so the text never leaves the process.
 */
export class KeptStand {
  #stand: RunStand | undefined;
  #written: Written | undefined;

  constructor(stand: RunStand | Written) {
    if ('form' in stand) this.#written = stand;
    else this.#stand = stand;
  }

  /** Where the run stands; unpacked if it was packed. @throws Fault STATE_INVALID when what was stored is not as it was written */
  get stand(): RunStand {
    this.#stand ??= read(this.#written);
    this.#written = undefined;
    return this.#stand;
  }

  set stand(stand: RunStand) {
    this.#stand = stand;
    this.#written = undefined;
  }

  /** Packs it until it is asked for again. What holds a value that cannot be written stays as it is. */
  pack(): void {
    if (this.#stand === undefined) return;
    const { status, memory } = this.#stand;
    try {
      this.#written = { form: 'packed', text: JSON.stringify([status, memoryToJson(memory)]) };
      this.#stand = undefined;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
    }
  }
}

function read(written: Written | undefined): RunStand {
  if (written === undefined) throw new Error('where a run stands was never said');
  if (written.form === 'stored') return standFromJson(JSON.parse(written.text) as { status: Json; memory: Json });
  // Written by `pack` a moment ago: a status is plain data, and what is not in it goes through the form of a memory.
  const [status, memory] = JSON.parse(written.text) as [RunStatus, JsonObject];
  return { status, memory: memoryFromJson(memory) };
}
