import type { MetricExplanation } from '../../analysis/explanation.ts';
import type { Explained } from '../../evaluator/explained.ts';

const AFTER = /^\s*(?:<=|>=|<|>)\s*[+-]?[\d._]+(?:e[+-]?\d+)?$/i;
const BEFORE = /^[+-]?[\d._]+(?:e[+-]?\d+)?\s*(?:<=|>=|<|>)\s*$/i;

/**
 * The number that the newest measurement's condition compared with a threshold, as in `result.p95 < 200` or `max(result) < 1`;
 * undefined where no such comparison was reached, or more than one.
 */
export function comparedNumber(metric: MetricExplanation | undefined): number | undefined {
  const conditions = metric?.deciding?.conditions ?? [];
  for (const { explained } of conditions) {
    const numbers = explained === undefined ? [] : comparedIn(explained);
    if (numbers.length === 1) return numbers[0];
  }
  return undefined;
}

function comparedIn(part: Explained): readonly number[] {
  const own = ownNumber(part);
  return own === undefined ? part.parts.flatMap(comparedIn) : [own];
}

/** Literals are no parts, so a comparison with a threshold has one part only, and what is left of its text is the rest. */
function ownNumber({ text, parts }: Explained): number | undefined {
  const [part, ...others] = parts;
  if (part?.value === undefined || others.length > 0) return undefined;
  const isCompared =
    (text.startsWith(part.text) && AFTER.test(text.slice(part.text.length))) ||
    (text.endsWith(part.text) && BEFORE.test(text.slice(0, -part.text.length)));
  const number = Number(part.value);
  return isCompared && part.value !== '' && !Number.isNaN(number) ? number : undefined;
}
