import type { Instant } from '../../../core/instant.ts';
import type { Value } from '../../../core/value.ts';
import type { Jsonata, JsonataConditions, JsonataOutcome } from '../../../evaluator/jsonata.ts';

/** What a process begins with, so that it knows what it is for. */
export const JSONATA_PROCESS = 'verdict: jsonata';

/** What it is asked. Values are plain, as JSONata sees them. */
export type JsonataJob =
  | { readonly kind: 'judge'; readonly conditions: JsonataConditions; readonly value: Value; readonly now: Instant }
  | { readonly kind: 'transform'; readonly text: string; readonly value: Value; readonly now: Instant }
  | { readonly kind: 'check'; readonly text: string };

/** What it answers; first of all that it has begun. One job at a time. */
export type JsonataAnswer =
  | { readonly kind: 'begun' }
  | { readonly kind: 'judged'; readonly outcome: JsonataOutcome }
  | { readonly kind: 'transformed'; readonly value: Value }
  | { readonly kind: 'checked'; readonly problem: Awaited<ReturnType<Jsonata['check']>> }
  /** It could not be transformed. */
  | { readonly kind: 'refused'; readonly message: string };
