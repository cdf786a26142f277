import type { LimitCheck } from '../../analysis/explanation.ts';
import type { Span } from '../terminal/paint.ts';

const WORDS = {
  failureLimit: 'failed',
  inconclusiveLimit: 'inconclusive',
  consecutiveErrorLimit: 'errors',
  consecutiveSuccessLimit: 'streak',
} as const;

/** A metric's counts against their limits, as in `2/5 · failed 1/1`. Limits nobody has come near are left out. */
export function countsText(limits: readonly LimitCheck[]): readonly Span[] {
  const count = limits.filter(({ limit }) => limit === 'count');
  const others = limits.filter(({ limit }) => limit !== 'count').filter(isWorthSaying);
  const counts = [...count, ...others].map(countSpan);
  return counts.flatMap((span, index) => (index === 0 ? [span] : [{ text: ' · ' }, span]));
}

function isWorthSaying({ limit, had, allowed }: LimitCheck): boolean {
  return had > 0 && (limit !== 'consecutiveSuccessLimit' || allowed !== 'off');
}

function countSpan({ limit, had, allowed, isHit }: LimitCheck): Span {
  const count = typeof allowed === 'number' ? `${had}/${allowed}` : `${had}`;
  if (limit === 'count') return { text: count };
  const text = `${WORDS[limit]} ${count}`;
  return isHit && limit !== 'consecutiveSuccessLimit' ? { text, format: 'red' } : { text };
}
