import type { Json } from '../json.ts';
import { putMember } from '../put-member.ts';
import { JsonError } from './json-error.ts';
import { quoteBare } from './quote.ts';

const MAX_DEPTH = 10_000;
const BLANKS = /[ \t\r\n]*/y;
const PLAIN_TEXT = /[^"\\\0-\x1f]*/y;
const DIGITS = /\d*/y;
const HEX_DIGIT = /[\da-fA-F]/;

/** Said by `begin` when a list or object was opened and its first member comes next. */
const OPENED = Symbol('opened');

/** A list or object whose members are being read. */
type Open =
  | { readonly kind: 'list'; readonly value: Json[] }
  | { readonly kind: 'object'; readonly value: Record<string, Json>; key: string };

/**
 * Reads JSON by Go's rules and with Go's messages, character by character: slower than JSON.parse, but it names what is wrong.
 * Callers use `unmarshalJson`, which comes here where JSON.parse will not do.
 *
 * @throws JsonError as `unmarshalJson`
 */
export function readJson(text: string): Json {
  return new JsonReader(text).read();
}

class JsonReader {
  readonly #text: string;
  readonly #open: Open[] = [];
  #at = 0;
  /** Go checks the whole text first, so a number out of range is only told when the syntax is right. */
  #outOfRange: string | undefined;

  constructor(text: string) {
    // Go ends a text by feeding its scanner one blank, which is why `nul` is told as "invalid character ' '".
    this.#text = `${text.toWellFormed()} `;
  }

  read(): Json {
    for (;;) {
      this.#skipBlanks();
      const begun = this.#begin();
      if (begun === OPENED) continue;
      const ended = this.#end(begun);
      if (ended !== OPENED) return this.#checked(ended);
    }
  }

  #checked(value: Json): Json {
    if (this.#outOfRange === undefined) return value;
    throw new JsonError(`json: cannot unmarshal number ${this.#outOfRange} into Go value of type float64`);
  }

  /** Reads a value without members, or opens a list or object. */
  #begin(): Json | typeof OPENED {
    const character = this.#character();
    switch (character) {
      case '[':
        return this.#openList();
      case '{':
        return this.#openObject();
      case '"':
        return this.#string();
      case 't':
        return this.#literal('true', true);
      case 'f':
        return this.#literal('false', false);
      case 'n':
        return this.#literal('null', null);
      default:
        return character === '-' || isDigit(character) ? this.#number() : this.#fail('looking for beginning of value');
    }
  }

  /** Puts a finished value into what is open, closing all that ends behind it. */
  #end(finished: Json): Json | typeof OPENED {
    for (let value = finished; ; ) {
      const top = this.#open.at(-1);
      if (top === undefined) return this.#endTop(value);
      if (top.kind === 'list') top.value.push(value);
      else putMember(top.value, top.key, value);
      this.#skipBlanks();
      if (this.#character() === ',') return this.#nextMember(top);
      const isList = top.kind === 'list';
      if (this.#character() !== (isList ? ']' : '}')) {
        this.#fail(isList ? 'after array element' : 'after object key:value pair');
      }
      this.#at += 1;
      this.#open.pop();
      value = top.value;
    }
  }

  #endTop(value: Json): Json {
    this.#skipBlanks();
    return this.#at === this.#text.length ? value : this.#fail('after top-level value');
  }

  #nextMember(top: Open): typeof OPENED {
    this.#at += 1;
    if (top.kind === 'object') top.key = this.#key();
    return OPENED;
  }

  #openList(): Json | typeof OPENED {
    const value: Json[] = [];
    this.#enter({ kind: 'list', value });
    return this.#closesAtOnce(']') ? value : OPENED;
  }

  #openObject(): Json | typeof OPENED {
    const value: Record<string, Json> = {};
    const top: Open = { kind: 'object', value, key: '' };
    this.#enter(top);
    if (this.#closesAtOnce('}')) return value;
    top.key = this.#key();
    return OPENED;
  }

  #enter(top: Open): void {
    if (this.#open.length === MAX_DEPTH) this.#fail('exceeded max depth');
    this.#at += 1;
    this.#open.push(top);
    this.#skipBlanks();
  }

  #closesAtOnce(bracket: string): boolean {
    if (this.#character() !== bracket) return false;
    this.#at += 1;
    this.#open.pop();
    return true;
  }

  #key(): string {
    this.#skipBlanks();
    if (this.#character() !== '"') this.#fail('looking for beginning of object key string');
    const key = this.#string();
    this.#skipBlanks();
    if (this.#character() !== ':') this.#fail('after object key');
    this.#at += 1;
    return key;
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      this.#skip(PLAIN_TEXT);
      const character = this.#character();
      this.#at += 1;
      if (character === '"') break;
      if (character === '\\') this.#escape();
      else this.#failBefore('in string literal');
    }
    // The scan above let through just what JSON.parse takes.
    return String(JSON.parse(this.#text.slice(start, this.#at))).toWellFormed();
  }

  #escape(): void {
    const character = this.#character();
    if (!'bfnrt\\/"u'.includes(character)) this.#fail('in string escape code');
    this.#at += 1;
    if (character !== 'u') return;
    for (let digits = 0; digits < 4; digits += 1) {
      if (!HEX_DIGIT.test(this.#character())) this.#fail('in \\u hexadecimal character escape');
      this.#at += 1;
    }
  }

  #literal<T extends Json>(word: string, value: T): T {
    for (const expected of word) {
      if (this.#character() !== expected) this.#fail(`in literal ${word} (expecting '${expected}')`);
      this.#at += 1;
    }
    return value;
  }

  #number(): number {
    const start = this.#at;
    if (this.#character() === '-') this.#at += 1;
    if (this.#character() === '0') this.#at += 1;
    else this.#digits('in numeric literal');
    if (this.#character() === '.') {
      this.#at += 1;
      this.#digits('after decimal point in numeric literal');
    }
    if (this.#character() === 'e' || this.#character() === 'E') {
      this.#at += 1;
      if (this.#character() === '+' || this.#character() === '-') this.#at += 1;
      this.#digits('in exponent of numeric literal');
    }
    const digits = this.#text.slice(start, this.#at);
    const value = Number(digits);
    if (!Number.isFinite(value)) this.#outOfRange ??= digits;
    return value;
  }

  #digits(context: string): void {
    if (!isDigit(this.#character())) this.#fail(context);
    this.#skip(DIGITS);
  }

  #skipBlanks(): void {
    this.#skip(BLANKS);
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    pattern.test(this.#text);
    this.#at = pattern.lastIndex;
  }

  /** The character to read next. */
  #character(): string {
    if (this.#at >= this.#text.length) throw new JsonError('unexpected end of JSON input');
    return this.#text.charAt(this.#at);
  }

  #failBefore(context: string): never {
    this.#at -= 1;
    return this.#fail(context);
  }

  #fail(context: string): never {
    throw new JsonError(`invalid character ${quoteByte(this.#text.codePointAt(this.#at) ?? 0)} ${context}`);
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Go's scanner works on bytes: of a character beyond ASCII it shows the first byte, as if that were a character. */
function quoteByte(codePoint: number): string {
  const byte = firstByte(codePoint);
  if (byte === 0x27) return `'\\''`;
  if (byte === 0x22) return `'"'`;
  return `'${quoteBare(String.fromCharCode(byte))}'`;
}

function firstByte(codePoint: number): number {
  if (codePoint < 0x80) return codePoint;
  if (codePoint < 0x800) return 0xc0 | (codePoint >> 6);
  return codePoint < 0x10000 ? 0xe0 | (codePoint >> 12) : 0xf0 | (codePoint >> 18);
}
