import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Redact } from '../../core/secret.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import { statusFromJson, statusToJson } from '../../resources/run-status-json.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { specInFile } from '../../runner/begin/spec-in-file.ts';
import { type Checkpoint, checkpointFromText, checkpointToJson } from '../../runner/checkpoint.ts';
import { withoutSecrets } from '../../runner/memory-json.ts';

/** A run as `--save` keeps it and `--resume` takes it up. */
export interface SavedRun extends Omit<Checkpoint, 'spec' | 'extra'> {
  readonly spec: RunSpec;
  readonly extra: SavedExtra;
}

/** What the command line needs beside the run itself. */
export interface SavedExtra {
  /** Names of the documents that the run was made from. */
  readonly source: readonly string[];
  /** The documents themselves, for evidence. */
  readonly documents: readonly Json[];
  /** Kinds of providers that came from plugins. */
  readonly pluginKinds: readonly string[];
  /** Where evidence began, and what it holds so far; absent when none is taken. */
  readonly witnessed?: { readonly begin: RunStatus; readonly steps: readonly Json[] };
}

/** The text of a saved run. Secrets are taken out of what was measured. */
export function savedText({ spec, extra, memory, ...rest }: SavedRun, redact: Redact): string {
  const checkpoint: Checkpoint = {
    ...rest,
    spec,
    memory: withoutSecrets(memory, redact),
    extra: extraToJson(extra),
  };
  return `${JSON.stringify(checkpointToJson(checkpoint))}\n`;
}

/**
 * Reads a saved run.
 *
 * @param file its name, for the error
 * @throws Fault STATE_INVALID when it is none or is damaged
 */
export function savedRunFrom(text: string, file: string): SavedRun {
  const { spec, extra, ...rest } = checkpointFromText(text, file);
  try {
    return { ...rest, spec: specInFile(spec, file), extra: extraFromJson(extra) };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const message = `${file} cannot be resumed: it is damaged: ${thrown.message}. The file was left as it was.`;
    throw new Fault('STATE_INVALID', message, { file }, { cause: thrown });
  }
}

function extraToJson({ source, documents, pluginKinds, witnessed }: SavedExtra): Json {
  return {
    source,
    documents,
    pluginKinds,
    ...(witnessed && { witnessed: { begin: statusToJson(witnessed.begin, { exact: true }), steps: witnessed.steps } }),
  };
}

function extraFromJson(json: Json): SavedExtra {
  if (!isJsonObject(json)) throw damaged('extra');
  const { witnessed } = json;
  return {
    source: textsIn(json, 'source'),
    documents: listIn(json, 'documents'),
    pluginKinds: textsIn(json, 'pluginKinds'),
    ...(isJsonObject(witnessed) && {
      witnessed: { begin: statusFromJson(witnessed['begin'] ?? null), steps: listIn(witnessed, 'steps') },
    }),
  };
}

function listIn(json: JsonObject, name: string): readonly Json[] {
  const list = json[name];
  if (Array.isArray(list)) return list as readonly Json[];
  throw damaged(`extra.${name}`);
}

function textsIn(json: JsonObject, name: string): readonly string[] {
  return listIn(json, name).map((item) => {
    if (typeof item === 'string') return item;
    throw damaged(`extra.${name}`);
  });
}

function damaged(path: string): Fault {
  return new Fault('STATE_INVALID', `${path} is not what it should be`, { path });
}
