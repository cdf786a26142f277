import { Fault } from '../core/fault.ts';
import type { JsonObject } from '../core/json.ts';
import type { RunStatus } from '../resources/run-status.ts';
import { memoryFromJson, memoryToJson } from './memory-json.ts';
import type { RunStand } from './stand-json.ts';

/**
 * Where a run stands, kept in this process. Packed it is one text instead of hundreds of objects: thousands of runs that wait cost little
 * memory, and the garbage collector has next to nothing to follow. Secrets are still in it, so the text never leaves the process.
 */
export class KeptStand {
  #stand: RunStand | undefined;
  #packed: string | undefined;

  constructor(stand: RunStand) {
    this.#stand = stand;
  }

  /** Where the run stands; unpacked if it was packed. */
  get stand(): RunStand {
    this.#stand ??= unpacked(this.#packed);
    this.#packed = undefined;
    return this.#stand;
  }

  set stand(stand: RunStand) {
    this.#stand = stand;
    this.#packed = undefined;
  }

  /** Packs it until it is asked for again. What holds a value that cannot be written stays as it is. */
  pack(): void {
    const { status, memory } = this.stand;
    try {
      this.#packed = JSON.stringify([status, memoryToJson(memory)]);
      this.#stand = undefined;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
    }
  }
}

function unpacked(text: string | undefined): RunStand {
  // Written by `pack` a moment ago: a status is plain data, and what is not in it goes through the form of a memory.
  const [status, memory] = JSON.parse(text ?? '') as [RunStatus, JsonObject];
  return { status, memory: memoryFromJson(memory) };
}
