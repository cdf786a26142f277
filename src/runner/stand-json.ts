import { Fault } from '../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Redact } from '../core/secret.ts';
import { statusFromJson, statusToJson } from '../resources/run-status-json.ts';
import { memoryFromJson, memoryToJson, withoutSecrets } from './memory-json.ts';
import type { Progress } from './progress.ts';

/** Where a run stands: what another process needs to go on with it. */
export type RunStand = Pick<Progress, 'status' | 'memory'>;

/** The written form of where a run stands, secrets taken out; times keep their milliseconds. */
export function standToJson(
  { status, memory }: RunStand,
  redact: Redact,
): { readonly status: JsonObject; readonly memory: JsonObject } {
  return { status: statusToJson(status, { exact: true }), memory: memoryToJson(withoutSecrets(memory, redact)) };
}

/**
 * Reads where a run stands.
 *
 * @throws Fault STATE_INVALID when it is not as it was written
 */
export function standFromJson({ status, memory }: { readonly status: Json; readonly memory: Json }): RunStand {
  if (!isJsonObject(memory)) throw new Fault('STATE_INVALID', 'memory is no object', { path: 'memory' });
  return { status: statusFromJson(status), memory: memoryFromJson(memory) };
}
