import { formatInstantExactly, type Instant, parseInstant } from '../core/instant.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { Redact } from '../core/secret.ts';
import { decodeValue, encodeValue } from '../core/value-json.ts';
import type { Exchange } from '../providers/http/http.ts';
import { maskValue } from './evidence/mask-value.ts';
import type { Memory, Remembered } from './progress.ts';

/**
 * The written form of what is remembered.
 *
 * @param memory without secrets
 */
export function memoryToJson(memory: Memory): JsonObject {
  return Object.fromEntries([...memory].map(([metric, remembered]) => [metric, rememberedToJson(remembered)]));
}

/**
 * Reads what was remembered. What is not as it was written is left out: it is only there to be explained.
 *
 * @throws Fault STATE_INVALID for a value that is none
 */
export function memoryFromJson(json: JsonObject): Memory {
  return new Map(
    Object.entries(json).map(([metric, one]) => [metric, rememberedFromJson(isJsonObject(one) ? one : {})]),
  );
}

/** What may leave the process. A value that holds a secret is only there to be explained, and the run can be explained without it. */
export function withoutSecrets(memory: Memory, redact: Redact): Memory {
  return new Map(
    [...memory].map(([metric, { value, ...rest }]): [string, Remembered] => {
      const written = value === undefined ? undefined : maskValue(value, redact);
      const mayStay = written !== undefined && !written.isMasked;
      return [metric, { ...rest, ...(mayStay && value !== undefined && { value }) }];
    }),
  );
}

function rememberedToJson({ value, note, exchange, notBefore }: Remembered): JsonObject {
  return {
    ...(value !== undefined && { value: encodeValue(value) }),
    ...(note !== undefined && { note }),
    ...(exchange && { exchange: { ...exchange } }),
    ...(notBefore !== undefined && { notBefore: formatInstantExactly(notBefore) }),
  };
}

function rememberedFromJson({ value, note, exchange, notBefore }: JsonObject): Remembered {
  const until: Instant | undefined = typeof notBefore === 'string' ? parseInstant(notBefore) : undefined;
  return {
    ...(value !== undefined && { value: decodeValue(value) }),
    ...(typeof note === 'string' && { note }),
    // Written by ourselves from an Exchange, and only ever shown.
    ...(isJsonObject(exchange) && { exchange: exchange as unknown as Exchange }),
    ...(until !== undefined && { notBefore: until }),
  };
}
