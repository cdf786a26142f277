import type { LimitCheck } from '../api/wire.ts';
import { countText } from './number-text.ts';
import type { Tone } from './tone.ts';

/** A count against its limit, in words and as a bar. */
export interface LimitWords {
  /** Upstream's name of the limit. */
  readonly limit: string;
  /** Such as `2 failures`. */
  readonly had: string;
  /** Such as `1 allowed`. */
  readonly allowed: string;
  /** Such as `exceeded`; absent while nothing follows from it. */
  readonly outcome?: string;
  readonly tone: Tone;
  /** How much of the bar is filled, from 0 to 1; absent where there is no end to fill it to. */
  readonly part?: number;
}

/** What there is to say about limits: those that are off, and those that nothing has counted for, are left out. */
export function limitWords(limits: readonly LimitCheck[]): readonly LimitWords[] {
  return limits.flatMap((check) => wordsFor(check) ?? []);
}

function wordsFor(check: LimitCheck): LimitWords | undefined {
  const { limit, had, allowed, isHit } = check;
  switch (limit) {
    case 'count':
      if (typeof allowed !== 'number')
        return { limit, had: countText(had, 'measurement'), allowed: 'no end', tone: 'none' };
      return reached(check, { had: countText(had, 'measurement'), wanted: 'wanted', outcome: 'complete' });
    case 'consecutiveSuccessLimit':
      if (typeof allowed !== 'number') return undefined;
      return reached(check, {
        had: `${countText(had, 'success', 'successes')} in a row`,
        wanted: 'wanted',
        outcome: 'reached',
      });
    case 'failureLimit':
      return upper(check, countText(had, 'failure'), 'fail');
    case 'inconclusiveLimit':
      return had === 0 && !isHit ? undefined : upper(check, `${had} inconclusive`, 'undecided');
    case 'consecutiveErrorLimit':
      return had === 0 && !isHit ? undefined : upper(check, `${countText(had, 'error')} in a row`, 'error');
  }
}

function reached(
  { limit, had, allowed, isHit }: LimitCheck,
  words: { readonly had: string; readonly wanted: string; readonly outcome: string },
): LimitWords {
  return {
    limit,
    had: words.had,
    allowed: `${allowed} ${words.wanted}`,
    ...(isHit && { outcome: words.outcome }),
    tone: isHit ? 'pass' : 'running',
    part: Math.min(1, had / Math.max(1, Number(allowed))),
  };
}

/** A limit is passed by one more than it allows: only then is the bar full. */
function upper({ limit, had, allowed, isHit }: LimitCheck, text: string, tone: Tone): LimitWords {
  if (typeof allowed !== 'number') return { limit, had: text, allowed: 'no limit', tone: 'none' };
  return {
    limit,
    had: text,
    allowed: `${allowed} allowed`,
    ...(isHit && { outcome: 'exceeded' }),
    tone: isHit ? tone : had > 0 ? 'undecided' : 'none',
    part: Math.min(1, had / (allowed + 1)),
  };
}
