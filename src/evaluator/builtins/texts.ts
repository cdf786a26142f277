import { StringList, type Value } from '../../core/value.ts';
import { asText, stop } from '../run/stop.ts';
import { fromBinary, hasStrayBytes, isAscii, toBinary, toBytes, toValid } from '../text/bytes.ts';
import { intOf, toWhole } from '../values/ints.ts';
import { typeName } from '../values/type-name.ts';
import { argument, type Builtin } from './builtin.ts';

/** Go's white space: like JavaScript's, but with U+0085 and without U+FEFF. */
const LEADING_SPACE = /^\p{White_Space}+/u;
const TRAILING_SPACE = /\p{White_Space}+$/u;

function text(args: readonly Value[], index: number): string {
  return asText(argument(args, index));
}

const trim: Builtin = (args) => {
  const subject = text(args, 0);
  if (args.length < 2) return subject.replace(LEADING_SPACE, '').replace(TRAILING_SPACE, '');
  const cut = new Set(text(args, 1));
  const characters = charactersIn(subject);
  const start = characters.findIndex((character) => !cut.has(character));
  const end = characters.findLastIndex((character) => !cut.has(character));
  return start < 0 ? '' : characters.slice(start, end + 1).join('');
};

/** Searches in strings as in bytes: half a character can be found inside a whole one. */
function inBytes<T>(subject: string, part: string, search: (subject: string, part: string) => T): T {
  const isPlain = !hasStrayBytes(subject) && !hasStrayBytes(part);
  return isPlain ? search(subject, part) : search(toBinary(subject), toBinary(part));
}

/** `trimPrefix` and `trimSuffix`; what is cut off is one blank unless it is given. The second argument is looked at first. */
function trimEnd(
  has: (subject: string, end: string) => boolean,
  cut: (bytes: string, length: number) => string,
): Builtin {
  return (args) => {
    const end = args.length === 2 ? text(args, 1) : ' ';
    const subject = text(args, 0);
    if (!inBytes(subject, end, has)) return subject;
    return fromBinary(cut(toBinary(subject), toBinary(end).length));
  };
}

const startsWith = (subject: string, part: string): boolean => subject.startsWith(part);
const endsWith = (subject: string, part: string): boolean => subject.endsWith(part);

/** Changes the case character by character: what becomes several characters in JavaScript stays, as Go's tables know only single ones. */
function changeCase(change: (character: string) => string, special: ReadonlyMap<string, string>): Builtin {
  return (args) => {
    const subject = text(args, 0);
    if (isAscii(subject)) return change(subject);
    return Array.from(toValid(subject), (character) => {
      const changed = special.get(character) ?? change(character);
      return charactersIn(changed).length === 1 ? changed : character;
    }).join('');
  };
}

const lowerOf = (character: string): string => character.toLowerCase();
const upperOf = (character: string): string => character.toUpperCase();

/** `split` and `splitAfter`; `kept` says how much of the separator stays at the end of a part. */
function splitting(keepsSeparator: boolean): Builtin {
  return (args) => {
    const subject = text(args, 0);
    const separator = text(args, 1);
    const limit = args.length > 2 ? Number(toWhole(argument(args, 2))) : -1;
    if (limit === 0) return new StringList([]);
    const parts = separator === '' ? charactersIn(subject) : splitBytes(subject, separator);
    const glue = separator;
    const isCut = limit > 0 && parts.length > limit;
    const kept = isCut ? [...parts.slice(0, limit - 1), rest(parts.slice(limit - 1), glue)] : parts;
    if (!keepsSeparator) return new StringList(kept);
    return new StringList(kept.map((part, index) => (index < kept.length - 1 ? part + glue : part)));
  };
}

function rest(parts: readonly string[], glue: string): string {
  return parts.join(glue);
}

/** Characters; a byte that belongs to none stands for itself. */
function charactersIn(subject: string): readonly string[] {
  return Array.from(subject);
}

function splitBytes(subject: string, separator: string): readonly string[] {
  if (!hasStrayBytes(subject) && !hasStrayBytes(separator)) return subject.split(separator);
  return toBinary(subject).split(toBinary(separator)).map(fromBinary);
}

const replace: Builtin = (args) => {
  const subject = text(args, 0);
  const from = text(args, 1);
  const to = text(args, 2);
  const limit = args.length > 3 ? Number(toWhole(argument(args, 3))) : -1;
  if (from === to || limit === 0) return subject;
  const parts = from === '' ? betweenCharacters(subject) : splitBytes(subject, from);
  const count = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
  const head = parts.slice(0, count + 1).join(to);
  const tail = parts.slice(count + 1);
  const whole = tail.length === 0 ? head : [head, ...tail].join(from);
  return fromBinary(toBinary(whole));
};

/** An empty string stands before and behind every character. */
function betweenCharacters(subject: string): readonly string[] {
  return ['', ...charactersIn(subject), ''];
}

const repeat: Builtin = (args, run) => {
  const subject = text(args, 0);
  const count = toWhole(argument(args, 1));
  if (count < 0) return stop(`invalid argument for repeat (expected positive integer, got ${count})`);
  if (count > 1e6) return stop('memory budget exceeded');
  // The budget comes first, or the text would be made before it is found to be too long.
  run.use(toBinary(subject).length * Number(count));
  return subject.repeat(Number(count));
};

const join: Builtin = (args, run) => {
  const glue = args.length === 2 ? text(args, 1) : '';
  const list = argument(args, 0);
  if (list instanceof StringList) return joined(list.items, glue);
  if (!Array.isArray(list))
    return stop(`invalid argument for join (type ${list === null ? '%!s(<nil>)' : typeName(list)})`);
  return joined(
    list.map((item: Value) => {
      run.step();
      return asText(item);
    }),
    glue,
  );
};

function joined(parts: readonly string[], glue: string): string {
  const whole = parts.join(glue);
  return hasStrayBytes(whole) ? fromBinary(toBinary(whole)) : whole;
}

/** Positions count bytes. */
function position(find: (subject: string, part: string) => number): Builtin {
  return (args) => intOf(find(toBinary(text(args, 0)), toBinary(text(args, 1))));
}

function test(has: (subject: string, part: string) => boolean): Builtin {
  return (args) => inBytes(text(args, 0), text(args, 1), has);
}

const toBase64: Builtin = (args) => Buffer.from(toBytes(text(args, 0))).toString('base64');

const fromBase64: Builtin = (args) => {
  const encoded = text(args, 0);
  const wrong = wrongBase64(encoded);
  if (wrong !== undefined) return stop(`illegal base64 data at input byte ${wrong}`);
  return fromBinary(Buffer.from(encoded, 'base64').toString('latin1'));
};

/** Where Go's decoder stops, in bytes; undefined if it does not. Line breaks do not count. */
function wrongBase64(encoded: string): number | undefined {
  const bytes = toBinary(encoded);
  let quantum: number[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const character = bytes.charAt(at);
    if (character === '\n' || character === '\r') continue;
    if (character === '=') return afterPadding(bytes, { at, start, read: quantum.length });
    if (!/[A-Za-z0-9+/]/.test(character)) return at;
    if (quantum.length === 0) start = at;
    quantum.push(at);
    if (quantum.length === 4) quantum = [];
  }
  // An unfinished group is told at its start.
  return quantum.length === 0 ? undefined : bytes.length - quantum.length;
}

/** What stands from a `=` on: padding that completes the group, and nothing behind it. */
function afterPadding(bytes: string, { at, read }: { at: number; start: number; read: number }): number | undefined {
  if (read < 2) return at;
  let next = skipBreaks(bytes, at + 1);
  if (read === 2) {
    if (next === bytes.length) return bytes.length;
    if (bytes.charAt(next) !== '=') return next;
    next = skipBreaks(bytes, next + 1);
  }
  return next < bytes.length ? next : undefined;
}

function skipBreaks(bytes: string, from: number): number {
  let at = from;
  while (bytes.charAt(at) === '\n' || bytes.charAt(at) === '\r') at += 1;
  return at;
}

/** Functions of strings (expr.md §8). */
export const TEXT_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['trim', trim],
  ['trimPrefix', trimEnd(startsWith, (bytes, length) => bytes.slice(length))],
  ['trimSuffix', trimEnd(endsWith, (bytes, length) => bytes.slice(0, bytes.length - length))],
  ['upper', changeCase(upperOf, new Map())],
  ['lower', changeCase(lowerOf, new Map([['İ', 'i']]))],
  ['split', splitting(false)],
  ['splitAfter', splitting(true)],
  ['replace', replace],
  ['repeat', repeat],
  ['join', join],
  ['indexOf', position((subject, part) => subject.indexOf(part))],
  ['lastIndexOf', position((subject, part) => subject.lastIndexOf(part))],
  ['hasPrefix', test(startsWith)],
  ['hasSuffix', test(endsWith)],
  ['toBase64', toBase64],
  ['fromBase64', fromBase64],
];
