import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { MASK, type Redact } from '../../core/secret.ts';
import type { Value } from '../../core/value.ts';
import { encodeValue } from '../../core/value-json.ts';

/** A value as it may leave the process. */
export interface WrittenValue {
  /** As `encodeValue` writes it, secrets taken out. */
  readonly json: Json;
  /** True when a secret was taken out: what is left must not be judged. */
  readonly isMasked: boolean;
}

/** A shorter number is no secret, and hiding it would hide many a measurement. */
const SHORTEST_SECRET_NUMBER = 6;

/** Takes the secrets out of a value; undefined for a value that has no written form. */
export function maskValue(value: Value, redact: Redact): WrittenValue | undefined {
  const json = writtenForm(value);
  if (json === undefined) return undefined;
  const masked = maskJson(json, redact);
  return { json: masked, isMasked: JSON.stringify(masked) !== JSON.stringify(json) };
}

/** Takes the secrets out of every text in JSON, names of members included, and out of numbers that are one. */
export function maskJson(json: Json, redact: Redact): Json {
  if (typeof json === 'string') return redact(json);
  if (typeof json === 'number') return maskNumber(json, redact);
  if (Array.isArray(json)) return json.map((item: Json) => maskJson(item, redact));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [redact(key), maskJson(item, redact)]));
}

function maskNumber(number: number, redact: Redact): Json {
  const text = String(number);
  return text.length >= SHORTEST_SECRET_NUMBER && redact(text) === MASK ? MASK : number;
}

function writtenForm(value: Value): Json | undefined {
  try {
    return encodeValue(value);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
