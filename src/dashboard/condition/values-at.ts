import type { Explained, Json } from '../api/wire.ts';
import { comparisonIn, holds } from './comparison.ts';
import { jointOf } from './joint.ts';
import { isPlainPath, numberAtPath, valueAtPath } from './plain-path.ts';

const LONGEST = 80;

/**
 * A condition with the values its parts have for another measurement. Only what needs no condition language is said: plain paths into
 * the result, their comparisons with numbers, and `&&` and `||` of those. Every other part has no value here.
 *
 * @param explained as the service explained it for the deciding measurement: only its texts are used
 * @param value     as evidence holds it
 */
export function explainedAt(explained: Explained, value: Json): Explained {
  const parts = (explained.parts ?? []).map((part) => explainedAt(part, value));
  const said = saidOf({ ...explained, parts }, value);
  return { text: explained.text, parts, ...(said !== undefined && { value: said }) };
}

function saidOf(part: Explained, value: Json): string | undefined {
  if (isPlainPath(part.text)) return shown(valueAtPath(part.text, value));
  const joint = jointOf(part);
  if (joint !== undefined) {
    return joined(
      joint,
      (part.parts ?? []).map((side) => side.value),
    );
  }
  const comparison = comparisonIn(part.text);
  if (comparison === undefined || !isPlainPath(comparison.operand)) return undefined;
  const number = numberAtPath(comparison.operand, value);
  return number === undefined ? undefined : String(holds(comparison, number));
}

function joined(joint: 'and' | 'or', [left, right]: readonly (string | undefined)[]): string | undefined {
  const settles = String(joint === 'or');
  // The right side is only asked when the left one does not settle it.
  if (left === settles) return settles;
  return left === undefined || (right !== 'true' && right !== 'false') ? undefined : right;
}

function shown(json: Json | undefined): string | undefined {
  if (json === undefined) return undefined;
  const text = typeof json === 'string' ? JSON.stringify(json) : json === null ? 'nil' : JSON.stringify(json);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
