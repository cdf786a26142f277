import { type Static, type TObjectOptions, type TProperties, type TSchemaOptions, Type } from 'typebox';
import type { Json } from '../../core/json.ts';

/** What a text is beyond being a text. Checks read it; the published schema leaves it out. */
export type Meaning = 'duration' | 'condition' | 'rule';

/** Options of our own beside those of JSON Schema. */
export interface OwnOptions {
  readonly meaning?: Meaning;
  /** Go holds a pointer here, so an empty text, zero or false is kept when it writes the metric; elsewhere it is left out. */
  readonly keepsZero?: true;
}

/** The names of `OwnOptions`, for whoever publishes a schema. */
export const OWN_OPTIONS: readonly string[] = ['meaning', 'keepsZero'] satisfies (keyof OwnOptions)[];

type Options = TSchemaOptions & OwnOptions;

/** An object that has these fields and no others. The order of the fields is Go's: it is the order in which a metric is written (analysis.md, Corrections §3.2). */
export function fields<P extends TProperties>(properties: P, description?: string, options: TObjectOptions = {}) {
  return Type.Object(properties, {
    additionalProperties: false,
    ...(description !== undefined && { description }),
    ...options,
  });
}

/** A text. */
export function text(description: string, options: Options = {}) {
  return Type.String({ description, ...options });
}

/** A text that may be left out. */
export function maybeText(description: string, options: Options = {}) {
  return Type.Optional(text(description, options));
}

/** A switch that may be left out, false then. */
export function maybeFlag(description: string, options: Options = {}) {
  return Type.Optional(Type.Boolean({ description, ...options }));
}

/** A whole number that may be left out. */
export function maybeInteger(description: string, options: Options = {}) {
  return Type.Optional(Type.Integer({ description, ...options }));
}

/** Go's durations, or a placeholder inside; for editors. The check itself is Go's own reading. */
const DURATION_PATTERN = '^$|\\{\\{|^[-+]?(0|([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$';

/** A Go duration that may be left out: `30s`, `1h30m`, `250ms`. */
export function maybeDuration(description: string, options: Options = {}) {
  return maybeText(description, {
    meaning: 'duration',
    pattern: DURATION_PATTERN,
    examples: ['30s', '5m', '1h30m'],
    ...options,
  });
}

/** A whole number, or a text that holds one (how a placeholder gets there). */
export const IntOrStringSchema = Type.Union([Type.Integer(), Type.String()]);
export type IntOrString = Static<typeof IntOrStringSchema>;

/** A whole number or a text that holds one; may be left out. */
export function maybeIntOrString(description: string, options: Options = {}) {
  const union = { 'x-kubernetes-int-or-string': true, keepsZero: true, description, ...options };
  return Type.Optional(Type.Union([Type.Integer(), Type.String()], union));
}

/** Any JSON, taken as it is. */
export function anyJson(description: string) {
  return Type.Unsafe<Json>(Type.Unknown({ description }));
}

/** Names of the reader's choice, each with a text. */
export function textByName(description: string) {
  return Type.Optional(Type.Record(Type.String(), Type.String(), { description }));
}
