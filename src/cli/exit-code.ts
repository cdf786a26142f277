import type { Verdict } from '../analysis/explanation.ts';

/** What the process says at its end. Stable: scripts rely on it. */
export const EXIT = {
  pass: 0,
  fail: 1,
  undecided: 2,
  error: 3,
  invalidInput: 4,
  notEvaluated: 5,
  /** A second Ctrl-C. */
  interrupted: 130,
} as const satisfies Record<Verdict | 'invalidInput' | 'interrupted', number>;
