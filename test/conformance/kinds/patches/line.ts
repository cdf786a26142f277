import type { JsonObject } from '../../../../src/core/json.ts';
import type { ApiFault, SeenWrite } from '../../../support/http-api.ts';

/** What a line of `patches.jsonl` holds. */
export interface PatchesLine {
  readonly name: string;
  /** Current time, RFC 3339. */
  readonly clock: string;
  /** Of the context. */
  readonly namespace: string;
  readonly objects: readonly JsonObject[];
  readonly faults?: readonly ApiFault[];
  /** Each runs on a fresh copy of the objects. */
  readonly commands: readonly WantedCommand[];
}

/** A command and what the original made of it. */
export interface WantedCommand extends Partial<CommandResult> {
  readonly args: readonly string[];
  /** The original crashes. */
  readonly panic?: string;
}

export interface CommandResult {
  readonly requests: readonly SeenWrite[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}
