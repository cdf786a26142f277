import type { Phase } from '../../resources/run-status.ts';
import type { Format } from '../terminal/paint.ts';

/** How a phase looks: signs that no font draws as emoji, so that they are one column wide everywhere. */
export interface PhaseLook {
  readonly icon: string;
  readonly format: Format;
}

const LOOKS: Readonly<Record<Phase, PhaseLook>> = {
  Successful: { icon: '✓', format: 'green' },
  Failed: { icon: '✗', format: 'red' },
  Error: { icon: '!', format: 'red' },
  Inconclusive: { icon: '?', format: 'yellow' },
  Running: { icon: '●', format: 'cyan' },
  Pending: { icon: '○', format: 'dim' },
};

/** Sign and colour of a phase; one that nobody has set yet looks as if pending. */
export function lookOf(phase: Phase | '' | undefined): PhaseLook {
  return LOOKS[phase === undefined || phase === '' ? 'Pending' : phase];
}
