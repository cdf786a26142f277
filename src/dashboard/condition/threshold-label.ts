import { numberText } from '../format/number-text.ts';
import type { Threshold } from './thresholds.ts';

/** A bound in words: `wanted < 0.05`, `fails at > 10`. */
export function thresholdLabel({ which, operator, bound }: Threshold): string {
  return `${which === 'successCondition' ? 'wanted' : 'fails at'} ${operator} ${numberText(bound)}`;
}
