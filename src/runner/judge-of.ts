import { answerTo, judgeReading } from '../analysis/judge-reading.ts';
import type { Answer } from '../analysis/sample.ts';
import type { Instant } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import type { Patience } from '../core/patience.ts';
import type { Reading } from '../core/reading.ts';
import { evaluate } from '../evaluator/evaluate.ts';
import { JSONATA_HERE, type Jsonata } from '../evaluator/jsonata.ts';

/** The conditions of a metric with its arguments and secrets filled in, as a provider's scope sees them. */
export interface OpenedConditions {
  readonly successCondition: string;
  readonly failureCondition: string;
  readonly language: 'expr' | 'jsonata';
  /** Empty: none. */
  readonly transform: string;
}

/** Reads the conditions out of an opened metric. */
export function conditionsOf(metric: JsonObject): OpenedConditions {
  const text = (key: string): string => (typeof metric[key] === 'string' ? metric[key] : '');
  return {
    successCondition: text('successCondition'),
    failureCondition: text('failureCondition'),
    language: text('conditionLanguage') === 'jsonata' ? 'jsonata' : 'expr',
    transform: text('transform'),
  };
}

/** What a process that many share judges with. */
interface JudgingMeans {
  /** Absent: in this thread. */
  readonly jsonata?: Jsonata | undefined;
  /** How long the original's language may take; absent: as long as its steps take. */
  readonly patience?: Patience | undefined;
}

/** A reading as the conditions see it: reshaped where the metric asks for it. */
export async function transformed(
  reading: Reading,
  { transform }: OpenedConditions,
  now: Instant,
  jsonata: Jsonata = JSONATA_HERE,
): Promise<Reading> {
  if (reading.kind !== 'value' || transform === '') return reading;
  return { ...reading, value: await jsonata.transform(transform, reading.value, now) };
}

/** What the conditions make of a reading. JSONata can only answer later; the original's language answers at once. */
export async function judged(
  reading: Reading,
  conditions: OpenedConditions,
  now: Instant,
  { jsonata = JSONATA_HERE, patience }: JudgingMeans = {},
): Promise<Answer> {
  if (reading.kind === 'value' && conditions.language === 'jsonata') {
    return answerTo(reading, await jsonata.judge(conditions, reading.value, now));
  }
  return judgeReading(reading, (value) => evaluate(conditions, value, now, patience));
}
