import { Fault } from '../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { RunRef } from '../providers/provider.ts';
import type { RunStatus } from '../resources/run-status.ts';
import { statusFromJson, statusToJson } from '../resources/run-status-json.ts';
import { memoryFromJson, memoryToJson } from './memory-json.ts';
import type { Memory } from './progress.ts';

/** A run put aside: enough for another process to go on with no measurement lost, doubled or re-timed. Holds no secret: arguments from Secrets stay references. */
export interface Checkpoint {
  readonly ref: Omit<RunRef, 'startedAt'>;
  /** The run's spec as merged, arguments unresolved. */
  readonly spec: JsonObject;
  /** Times keep their milliseconds. */
  readonly status: RunStatus;
  readonly memory: Memory;
  /** Whatever the caller needs beside, such as the evidence so far. */
  readonly extra: Json;
}

const KIND = 'VerdictRun';
const VERSION = 1;

/** The saved form. */
export function checkpointToJson({ ref, spec, status, memory, extra }: Checkpoint): JsonObject {
  return {
    kind: KIND,
    version: VERSION,
    ref: { ...ref },
    spec,
    status: statusToJson(status, { exact: true }),
    memory: memoryToJson(memory),
    extra,
  };
}

/**
 * Reads a saved run.
 *
 * @param name of the file, for the text of the error
 * @throws Fault STATE_INVALID when the text is no saved run, is damaged, or was written by a newer version
 */
export function checkpointFromText(text: string, name: string): Checkpoint {
  const damaged = (why: string): Fault =>
    new Fault('STATE_INVALID', `${name} cannot be resumed: ${why}. The file was left as it is.`, { file: name });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault(
      'STATE_INVALID',
      `${name} cannot be resumed: it is damaged, not JSON. The file was left as it is.`,
      { file: name },
      { cause },
    );
  }
  if (!isJsonObject(json) || json['kind'] !== KIND) throw damaged(`it is no saved run (kind "${KIND}" was expected)`);
  if (json['version'] !== VERSION)
    throw damaged(`it has version ${JSON.stringify(json['version'] ?? null)}, this program reads ${VERSION}`);
  const { ref, spec, status, memory, extra } = json;
  if (!isRef(ref) || !isJsonObject(spec) || !isJsonObject(status) || !isJsonObject(memory))
    throw damaged('parts of it are missing');
  try {
    return { ref, spec, status: statusFromJson(status), memory: memoryFromJson(memory), extra: extra ?? null };
  } catch (cause) {
    throw new Fault(
      'STATE_INVALID',
      `${name} cannot be resumed: its status is damaged. The file was left as it is.`,
      { file: name },
      { cause },
    );
  }
}

function isRef(json: Json | undefined): json is { name: string; namespace: string; uid: string } {
  return isJsonObject(json) && ['name', 'namespace', 'uid'].every((key) => typeof json[key] === 'string');
}
