import type { Verdict } from '../../analysis/explanation.ts';
import type { Format } from '../terminal/paint.ts';

/** How a verdict looks. */
export interface VerdictLook {
  /** On a terminal: one column wide everywhere. */
  readonly icon: string;
  readonly format: Format;
  /** In Markdown. */
  readonly emoji: string;
}

/** Sign and colour of each verdict. */
export const VERDICT_LOOKS: Readonly<Record<Verdict, VerdictLook>> = {
  pass: { icon: '✓', format: 'green', emoji: '✅' },
  fail: { icon: '✗', format: 'red', emoji: '❌' },
  undecided: { icon: '?', format: 'yellow', emoji: '❔' },
  error: { icon: '!', format: 'red', emoji: '⚠️' },
  notEvaluated: { icon: '○', format: 'yellow', emoji: '⏹️' },
};
