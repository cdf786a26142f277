import { Fault } from '../core/fault.ts';
import { type Instant, parseInstant } from '../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Phase } from './run-status.ts';

/**
 * The members of one JSON object, read with their types; null counts as absent, and so does an empty text.
 * Every method throws Fault STATE_INVALID, naming the path, for a member of another type.
 */
export class Members {
  readonly #members: JsonObject;
  readonly #path: string;

  constructor(json: Json, path: string) {
    if (!isJsonObject(json)) throw unlike(path, json, 'an object');
    this.#members = json;
    this.#path = path;
  }

  names(): readonly string[] {
    return Object.keys(this.#members);
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw unlike(`${this.#path}.${name}`, value, 'a text');
    return value;
  }

  number(name: string): number {
    const value = this.#get(name) ?? 0;
    if (typeof value !== 'number' || !Number.isInteger(value))
      throw unlike(`${this.#path}.${name}`, value, 'a whole number');
    return value;
  }

  flag(name: string): boolean {
    const value = this.#get(name) ?? false;
    if (typeof value !== 'boolean') throw unlike(`${this.#path}.${name}`, value, 'true or false');
    return value;
  }

  time(name: string): Instant | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const moment = parseInstant(text);
    if (moment === undefined) throw unlike(`${this.#path}.${name}`, text, 'a time such as 2026-03-01T10:00:00Z');
    return moment;
  }

  phase(): Phase | '' {
    const phase = this.text('phase') ?? '';
    if (!isPhase(phase)) throw unlike(`${this.#path}.phase`, phase, `one of ${[...PHASES].filter(Boolean).join(', ')}`);
    return phase;
  }

  object<T>(name: string, read: (json: Json, path: string) => T): T | undefined {
    const value = this.#get(name);
    return value === undefined ? undefined : read(value, `${this.#path}.${name}`);
  }

  list<T>(name: string, read: (json: Json, path: string) => T): readonly T[] {
    const value = this.#get(name) ?? [];
    if (!Array.isArray(value)) throw unlike(`${this.#path}.${name}`, value, 'a list');
    return value.map((item: Json, index) => read(item, `${this.#path}.${name}[${index}]`));
  }

  #get(name: string): Json | undefined {
    if (!Object.hasOwn(this.#members, name)) return undefined;
    return this.#members[name] ?? undefined;
  }
}

/** What `present` takes: every member is named, and only those that may be absent may be undefined. */
type Gathered<T> = {
  readonly [K in keyof Required<T>]: Partial<Pick<T, K>> extends Pick<T, K> ? T[K] | undefined : T[K];
};

/** Leaves out the members that are undefined. */
export function present<T extends object>(members: Gathered<T>): T {
  // A loop, because this is called for everything that is read.
  const left: Record<string, unknown> = {};
  for (const name in members) {
    const value: unknown = members[name as keyof typeof members];
    if (value !== undefined) left[name] = value;
  }
  // Only optional members may be undefined in `Gathered<T>`, so what remains is a T.
  return left as T;
}

const PHASES: ReadonlySet<string> = new Set<Phase | ''>([
  '',
  'Pending',
  'Running',
  'Successful',
  'Failed',
  'Error',
  'Inconclusive',
]);

function isPhase(text: string): text is Phase | '' {
  return PHASES.has(text);
}

function unlike(path: string, found: Json, expected: string): Fault {
  const text = JSON.stringify(found);
  const quoted = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new Fault('STATE_INVALID', `${path} is ${quoted}, but ${expected} was expected`, { path });
}
