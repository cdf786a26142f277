import { FAULTS } from '../../core/fault.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Reading } from '../../core/reading.ts';

/** What a look came to: a reading, or what it threw. */
export type Outcome =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'thrown'; readonly thrown: unknown };

/** A Fault by its shape: a plugin may have a copy of the class. */
export interface FaultLike {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Fails a check. */
export function broken(text: string): never {
  throw new Error(text);
}

/** The Fault that was thrown. Anything else breaks the contract. */
export function expectFault(thrown: unknown, when: string): FaultLike {
  if (!isFault(thrown)) broken(`${when} it threw ${describe(thrown)}, not a Fault`);
  return thrown;
}

/** The Fault that a look ended with. */
export function expectFaultOf(outcome: Outcome, when: string): FaultLike {
  return outcome.kind === 'thrown'
    ? expectFault(outcome.thrown, when)
    : broken(`${when} it gave ${describe(outcome.reading)}, not a Fault`);
}

/** Either a well-formed reading or a Fault. */
export function expectReadingOrFault(outcome: Outcome, when: string): void {
  if (outcome.kind === 'thrown') expectFault(outcome.thrown, when);
  else expectReading(outcome.reading, when);
}

/** Checks the form of a reading: what it is made of, not what it says. */
export function expectReading(reading: Reading, when: string): void {
  const given: unknown = reading;
  if (!isJsonObject(given)) broken(`${when} it gave ${describe(given)}, not a reading`);
  if (given['metadata'] !== undefined) expectTexts(given['metadata'], `${when} its metadata`);
  switch (reading.kind) {
    case 'value':
      if (reading.value === undefined) broken(`${when} its value is undefined; no value is null`);
      if (typeof reading.text !== 'string') broken(`${when} its value has no text`);
      return;
    case 'pending':
    case 'judged':
      return;
    default:
      broken(`${when} its reading has the kind ${describe(given['kind'])}`);
  }
}

/** Checks that all members are texts. */
export function expectTexts(given: unknown, what: string): void {
  if (!isJsonObject(given)) broken(`${what} is ${describe(given)}, not an object`);
  for (const [name, text] of Object.entries(given)) {
    if (typeof text !== 'string') broken(`${what} has ${name}: ${describe(text)}, which is no text`);
  }
}

/** Checks that none of the texts can be read in what was given, however deep: members, messages, causes. */
export function expectHidden(given: unknown, secrets: readonly string[], what: string): void {
  const shown = [...textsIn(given)];
  const secret = secrets.find((text) => shown.some((one) => one.includes(text)));
  if (secret !== undefined) broken(`${what} shows the secret '${secret}'`);
}

function isFault(thrown: unknown): thrown is FaultLike & Error {
  if (!(thrown instanceof Error)) return false;
  const { code, details }: Error & { readonly code?: unknown; readonly details?: unknown } = thrown;
  return typeof code === 'string' && Object.hasOwn(FAULTS, code) && isJsonObject(details);
}

function describe(value: unknown): string {
  return value instanceof Error ? `${value.name}: ${value.message}` : (JSON.stringify(value) ?? String(value));
}

/** Every text inside a value. */
function* textsIn(value: unknown, seen = new Set<unknown>()): Iterable<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Error) yield* textsIn([value.message, value.cause], seen);
  for (const [name, member] of Object.entries(value)) {
    yield name;
    yield* textsIn(member, seen);
  }
}
