import { formatJsonFloat } from '../../../core/go/float.ts';
import { quote } from '../../../core/go/quote.ts';
import { formatInstant, parseInstant } from '../../../core/instant.ts';
import type { Json } from '../../../core/json.ts';
import { canonicalQuantity } from '../../../resources/quantity.ts';
import type { Shape } from './shape.ts';

/** What was read of a value: what is stored of it, or why it cannot be read. */
export type Scalar =
  | { readonly value: Json }
  /** Of another type; the sentence about that needs its place. */
  | { readonly found: string }
  /** A whole sentence. */
  | { readonly malformed: string };

/** Reads a value that is neither null nor a list or object of a known form. Amounts and times are spelt as the API server spells them. */
export function readScalar(json: Json, kind: Shape['kind']): Scalar {
  switch (kind) {
    case 'text':
      return typeof json === 'string' ? { value: json } : { found: typeWord(json) };
    case 'flag':
      return typeof json === 'boolean' ? { value: json } : { found: typeWord(json) };
    case 'int32':
      return readWhole(json, 2 ** 31);
    case 'int64':
      return readWhole(json, 2 ** 63);
    case 'wholeOrText':
      return typeof json === 'string' ? { value: json } : readWhole(json, 2 ** 31);
    case 'quantity':
      return readQuantity(json);
    case 'time':
      return readTime(json);
    case 'microTime':
      return readMicroTime(json);
    case 'bytes':
      return readBytes(json);
    default:
      return { value: json };
  }
}

/** What a value is, in the words of Go's errors. */
export function typeWord(json: Json): string {
  if (Array.isArray(json)) return 'array';
  return typeof json === 'boolean' ? 'bool' : typeof json;
}

function readWhole(json: Json, beyond: number): Scalar {
  if (typeof json !== 'number') return { found: typeWord(json) };
  const fits = Number.isInteger(json) && json >= -beyond && json < beyond;
  return fits ? { value: json } : { found: `number ${formatJsonFloat(json)}` };
}

const NO_QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** An amount may be written as a number too. */
function readQuantity(json: Json): Scalar {
  const text = typeof json === 'number' ? formatJsonFloat(json) : json;
  const canonical = typeof text === 'string' ? canonicalQuantity(text) : undefined;
  return canonical === undefined ? { malformed: NO_QUANTITY } : { value: canonical };
}

const SECONDS_LAYOUT = '2006-01-02T15:04:05Z07:00';
const MICRO_LAYOUT = '2006-01-02T15:04:05.000000Z07:00';

function readTime(json: Json): Scalar {
  if (typeof json !== 'string') return { found: typeWord(json) };
  const moment = parseInstant(json);
  return moment === undefined ? unlike(json, SECONDS_LAYOUT, json, '2006') : { value: formatInstant(moment) };
}

/** A time with exactly six digits after the point, in UTC. Milliseconds are all that a number holds, so the digits are taken from the text. */
function readMicroTime(json: Json): Scalar {
  if (typeof json !== 'string') return { found: typeWord(json) };
  const moment = parseInstant(json);
  if (moment === undefined) return unlike(json, MICRO_LAYOUT, json, '2006');
  const rest = json.slice(SECONDS_LAYOUT.indexOf('Z'));
  if (!/^\.\d{6}/.test(rest)) return unlike(json, MICRO_LAYOUT, rest, '.000000');
  const [digits, zone] = [rest.slice(0, 7), rest.slice(7)];
  if (!/^(Z|[+-])/.test(zone)) return unlike(json, MICRO_LAYOUT, zone, 'Z07:00');
  return { value: formatInstant(moment).replace('Z', `${digits}Z`) };
}

/** Go's sentence about a text that is no time of this layout, with the rest of it at which it stopped reading, and what belongs there. */
function unlike(text: string, layout: string, rest: string, expected: string): Scalar {
  const [shown, wanted] = [quote(rest), quote(expected)];
  return { malformed: `parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${shown} as ${wanted}` };
}

function readBytes(json: Json): Scalar {
  if (typeof json !== 'string') return { found: typeWord(json) };
  const place = firstStrayByte(json);
  return place === undefined ? { value: json } : { malformed: `illegal base64 data at input byte ${place}` };
}

/** Where a text stops being base64; undefined for one that is. */
function firstStrayByte(text: string): number | undefined {
  const [, letters = '', rest = ''] = /^([A-Za-z0-9+/]*)(.*)$/s.exec(text.replaceAll(/[\r\n]/g, '')) ?? [];
  const missing = (4 - (letters.length % 4)) % 4;
  const isPadded = missing < 3 && rest.startsWith('=='.slice(0, missing));
  if (isPadded) return rest.length === missing ? undefined : letters.length + missing;
  // One sign of padding is there, but not the other.
  if (missing === 2 && rest.startsWith('=')) return letters.length + 1;
  return rest === '' || missing === 3 ? letters.length - (letters.length % 4) : letters.length;
}
