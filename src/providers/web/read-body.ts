import { Fault } from '../../core/fault.ts';
import { marshalJson, unmarshalJson } from '../../core/go/json.ts';
import { JsonError } from '../../core/go/json-error.ts';
import type { Reading } from '../../core/reading.ts';
import type { Value } from '../../core/value.ts';
import { findInJson } from '../json-path/find-in-json.ts';
import { JsonPathError } from '../json-path/json-path-error.ts';
import type { PathNode } from '../json-path/json-path-node.ts';
import { type PathValue, plainOf, Whole } from '../json-path/path-value.ts';

/**
 * What a body says: the first match of the path, or the whole body as text when it is no JSON.
 *
 * @throws Fault PROVIDER_ANSWER_INVALID `Could not find JSONPath in body: x is not found`, `result of web metric produced no value`
 */
export function readBody(body: string, path: readonly PathNode[]): Reading {
  const json = jsonOf(body);
  if (json === undefined) {
    return { kind: 'value', value: body, text: body, note: 'The body is no JSON, so it is judged as text.' };
  }
  const found = find(path, json.value);
  if (found.length === 0) throw new Fault('PROVIDER_ANSWER_INVALID', 'result of web metric produced no value');
  const first = found[0] ?? null;
  return { kind: 'value', value: plainOf(first), text: marshalJson(first instanceof Whole ? first.value : first) };
}

function jsonOf(body: string): { readonly value: Value } | undefined {
  try {
    return { value: unmarshalJson(body) };
  } catch (thrown) {
    if (thrown instanceof JsonError) return undefined;
    throw thrown;
  }
}

function find(path: readonly PathNode[], value: Value): readonly PathValue[] {
  try {
    return findInJson(path, value);
  } catch (thrown) {
    if (!(thrown instanceof JsonPathError)) throw thrown;
    const text = `Could not find JSONPath in body: ${thrown.message}`;
    throw new Fault('PROVIDER_ANSWER_INVALID', text, {}, { cause: thrown });
  }
}
