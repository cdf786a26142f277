import type { ReactElement } from 'react';
import { ageText } from '../format/age.ts';
import { durationText } from '../format/duration.ts';
import { clockTimeText, exactTimeText } from '../format/exact-time.ts';
import { useNow } from './use-now.ts';

/** How long ago a moment was; the exact time shows when it is pointed at. */
export function Age({ at }: { readonly at: string }): ReactElement {
  const now = useNow();
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exactTimeText(moment)}>
      {ageText(moment, now)}
    </time>
  );
}

/** The time of day of a moment; the exact time shows when it is pointed at. */
export function ClockTime({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return (
    <time className="numbers" dateTime={at} title={exactTimeText(moment)}>
      {clockTimeText(moment)}
    </time>
  );
}

/** How long something took, or takes so far. */
export function Duration({ from, to }: { readonly from: string; readonly to: string | null }): ReactElement {
  const now = useNow();
  return <>{durationText((to === null ? now : Date.parse(to)) - Date.parse(from))}</>;
}
