import type { LimitCheck } from '../../analysis/explanation.ts';

/** The arithmetic of one limit in words, as in `2 failed, failureLimit 1: exceeded`; undefined where there is nothing to say. */
export function limitText({ limit, had, allowed, isHit }: LimitCheck): string | undefined {
  switch (limit) {
    case 'count':
      if (allowed === 'endless') return had === 0 ? undefined : `${had} measured, no count`;
      return `${had} measured, count ${allowed}${isHit ? ': reached' : ''}`;
    case 'consecutiveSuccessLimit':
      return allowed === 'off'
        ? undefined
        : `${had} ${had === 1 ? 'success' : 'successes'} in a row, consecutiveSuccessLimit ${allowed}${isHit ? ': reached' : ''}`;
    case 'failureLimit':
      return upperLimit(`${had} failed`, { limit, had, allowed, isHit });
    case 'inconclusiveLimit':
      return upperLimit(`${had} inconclusive`, { limit, had, allowed, isHit });
    case 'consecutiveErrorLimit':
      return upperLimit(`${had} ${had === 1 ? 'error' : 'errors'} in a row`, { limit, had, allowed, isHit });
  }
}

function upperLimit(counted: string, { limit, had, allowed, isHit }: LimitCheck): string | undefined {
  if (had === 0) return undefined;
  return `${counted}, ${limit} ${allowed}${isHit ? ': exceeded' : ''}`;
}
