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
      return readTime(json, SECONDS_LAYOUT, formatInstant);
    case 'microTime':
      return readTime(json, MICRO_LAYOUT, undefined);
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

function readTime(json: Json, layout: string, format: typeof formatInstant | undefined): Scalar {
  if (typeof json !== 'string') return { found: typeWord(json) };
  const moment = parseInstant(json);
  if (moment !== undefined) return { value: format === undefined ? microText(json) : format(moment) };
  return { malformed: `parsing time ${quote(json)} as ${quote(layout)}: cannot parse ${quote(json)} as "2006"` };
}

/** With six digits after the point, in UTC. Milliseconds are all that a number holds, so the digits are taken from the text. */
function microText(text: string): string {
  const digits = (/\.(\d+)/.exec(text)?.[1] ?? '').slice(0, 6).padEnd(6, '0');
  const moment = parseInstant(text);
  return moment === undefined ? text : formatInstant(moment).replace('Z', `.${digits}Z`);
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
  if (rest === '=='.slice(0, missing) && missing < 3) return undefined;
  return rest === '' || missing === 3 ? letters.length - (letters.length % 4) : letters.length;
}
