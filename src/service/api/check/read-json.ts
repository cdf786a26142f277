import { Fault } from '../../../core/fault.ts';
import type { Json } from '../../../core/json.ts';
import type { ProblemItem } from '../schema/problem.ts';
import { escaped } from './check-value.ts';
import { refused } from './refused.ts';

/** Objects and lists within each other. A Job in a template takes about fifteen. */
const MAX_DEPTH = 64;

/**
 * Reads the JSON of a body more strictly than `JSON.parse`: UTF-8 only, nothing nested without end, no name twice in one object
 * (of which others would read the first, or the last), no `__proto__`.
 *
 * @param isLenient a name may stand twice; the last counts. For bodies that others compose.
 * @throws Fault REQUEST_INVALID with the places
 */
export function readJson(bytes: Uint8Array, { isLenient = false } = {}): Json {
  const text = textOf(bytes);
  const json = parsed(text);
  const problems = new Scan(text, isLenient).problems();
  if (problems.length > 0) throw refused('body', problems);
  return json;
}

/** @throws Fault REQUEST_INVALID for what is no UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('REQUEST_INVALID', 'the body is no UTF-8', {}, { cause });
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    const at = /at position (\d+)/.exec(String(cause))?.[1];
    const detail = text === '' ? 'the body is empty, JSON was expected' : `the body is no JSON: ${reasonOf(cause)}`;
    throw refused('body', [
      { pointer: '', detail, expected: 'JSON', ...(at !== undefined && placeIn(text, Number(at))) },
    ]);
  }
}

/** What `JSON.parse` says, without its quotation of the text. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text
    .replace(/ in JSON.*$|, (?:\.\.\.)?".*$/s, '')
    .replace(/^U/, 'u')
    .replace(/^E/, 'e');
}

function placeIn(text: string, offset: number): Pick<ProblemItem, 'line' | 'column'> {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

type Found = Pick<ProblemItem, 'pointer' | 'detail'> & Partial<ProblemItem>;

/** An object or list that is open. */
interface Open {
  /** Names so far; absent for a list. */
  readonly names?: Set<string>;
  /** The name or index of the member that is being read. */
  at: string | number;
}

const MOST_PROBLEMS = 20;

/** Goes through JSON that is known to be sound. */
class Scan {
  readonly #text: string;
  readonly #isLenient: boolean;
  readonly #open: Open[] = [];
  readonly #found: Found[] = [];

  constructor(text: string, isLenient: boolean) {
    this.#text = text;
    this.#isLenient = isLenient;
  }

  problems(): readonly Found[] {
    for (let at = 0; at < this.#text.length && this.#found.length < MOST_PROBLEMS; at += 1) {
      const character = this.#text[at];
      if (character === '"') at = this.#string(at);
      else if (character === '{' || character === '[') {
        if (this.#open.length === MAX_DEPTH) return [...this.#found, this.#tooDeep(at)];
        this.#open.push(character === '{' ? { names: new Set(), at: '' } : { at: 0 });
      } else if (character === '}' || character === ']') this.#open.pop();
      else if (character === ',') this.#next();
    }
    return this.#found;
  }

  #next(): void {
    const top = this.#open.at(-1);
    if (top !== undefined && typeof top.at === 'number') top.at += 1;
  }

  /** @returns where the text ends */
  #string(start: number): number {
    let end = start + 1;
    while (this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    const top = this.#open.at(-1);
    if (top?.names !== undefined && this.#isName(end)) {
      this.#name(top, JSON.parse(this.#text.slice(start, end + 1)) as string, start);
    }
    return end;
  }

  #isName(end: number): boolean {
    let at = end + 1;
    while (' \t\r\n'.includes(this.#text[at] ?? 'x')) at += 1;
    return this.#text[at] === ':';
  }

  #name(top: Open, name: string, start: number): void {
    top.at = name;
    const isTwice = top.names?.has(name) === true && !this.#isLenient;
    if (isTwice || name === '__proto__') {
      const detail = isTwice ? `"${name}" is written twice in one object` : '"__proto__" is not taken as a name';
      this.#found.push({ pointer: this.#pointer(), detail, ...placeIn(this.#text, start) });
    }
    top.names?.add(name);
  }

  #tooDeep(at: number): Found {
    const detail = `the body is nested deeper than ${MAX_DEPTH} levels`;
    return { pointer: this.#pointer(), detail, expected: `${MAX_DEPTH} levels at most`, ...placeIn(this.#text, at) };
  }

  #pointer(): string {
    return this.#open.map(({ at }) => `/${escaped(String(at))}`).join('');
  }
}
