import type { Patience } from '../core/patience.ts';
import type { Value } from '../core/value.ts';
import type { ConditionLanguage } from '../resources/analysis-spec.ts';
import type { AnswerSource } from './explanation.ts';

/** What is known of a metric's newest look beyond its status: what explanations are made from. */
export interface LastLook {
  /** What the conditions saw; absent when there was no value, or nobody kept it. */
  readonly value?: Value;
  /** With arguments and secrets filled in: their texts are redacted before they are shown. Empty: not given. */
  readonly successCondition: string;
  readonly failureCondition: string;
  readonly language: ConditionLanguage;
  readonly note?: string;
  readonly source?: AnswerSource;
  /** How long its conditions may take to be evaluated once more; absent: as long as their steps take. */
  readonly patience?: Patience;
}
