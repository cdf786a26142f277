import type { Condition, Explained } from '../api/wire.ts';
import { type Comparison, comparisonIn } from './comparison.ts';
import { jointOf } from './joint.ts';
import { isPlainPath } from './plain-path.ts';

/** A line that a condition draws for one quantity. */
export interface Threshold extends Comparison {
  readonly which: Condition['which'];
  /**
   * The side of the line on which the condition alone is against the release; absent where another part of the condition has a say,
   * and for `==` and `!=`.
   */
  readonly badSide?: 'above' | 'below';
  /** What a value on the bad side makes of a measurement: a missed success is only inconclusive where a failure is asked for too. */
  readonly badTone: 'fail' | 'undecided';
}

/** The lines that can be read off conditions: comparisons of something plain with a number, joined by `&&` and `||`. */
export function thresholdsOf(conditions: readonly Condition[]): readonly Threshold[] {
  const isFailureAsked = conditions.some(({ which }) => which === 'failureCondition');
  return conditions.flatMap(({ which, text, explained }) =>
    linesIn(explained ?? { text }, which === 'successCondition' ? 'and' : 'or').map(({ comparison, decides }) => ({
      ...comparison,
      which,
      badTone: which === 'successCondition' && isFailureAsked ? 'undecided' : 'fail',
      ...(decides && badSideOf(comparison, which)),
    })),
  );
}

interface Line {
  readonly comparison: Comparison;
  /** Whether this comparison alone settles the condition against the release. */
  readonly decides: boolean;
}

/** @param settling the joint under which one side alone settles it: a success needs both of `&&`, a failure one of `||` */
function linesIn(part: Explained, settling: 'and' | 'or'): readonly Line[] {
  const joint = jointOf(part);
  if (joint === undefined) return lineIn(part.text);
  const lines = (part.parts ?? []).flatMap((side) => linesIn(side, settling));
  return joint === settling ? lines : lines.map(({ comparison }) => ({ comparison, decides: false }));
}

function lineIn(text: string): readonly Line[] {
  const comparison = comparisonIn(text);
  return comparison !== undefined && isPlainPath(comparison.operand) ? [{ comparison, decides: true }] : [];
}

function badSideOf({ operator }: Comparison, which: Condition['which']): Pick<Threshold, 'badSide'> {
  const isUpper = operator === '<' || operator === '<=';
  const isLower = operator === '>' || operator === '>=';
  if (!isUpper && !isLower) return {};
  // A success holds on the side that the operator names, a failure is met there.
  return { badSide: isUpper === (which === 'successCondition') ? 'above' : 'below' };
}
