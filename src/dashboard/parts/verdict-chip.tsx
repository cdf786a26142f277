import type { ReactElement } from 'react';
import type { Verdict } from '../api/wire.ts';
import { verdictLook } from '../format/tone.ts';
import { ToneSign } from './icon.tsx';

/** The verdict of a run with its sign, or that it goes on. */
export function VerdictChip({
  verdict,
  isTerminating = false,
}: {
  readonly verdict: Verdict | null;
  readonly isTerminating?: boolean;
}): ReactElement {
  const { tone, word } = verdictLook(verdict);
  return (
    <span className="verdict" data-tone={tone}>
      <ToneSign tone={tone} />
      {verdict === null && isTerminating ? 'Terminating' : word}
    </span>
  );
}
