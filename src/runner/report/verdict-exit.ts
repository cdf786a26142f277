import type { Verdict } from '../../analysis/explanation.ts';

/** The exit code that a verdict stands for, which reports and evidence hold. Stable: scripts rely on it. */
export const VERDICT_EXIT = {
  pass: 0,
  fail: 1,
  undecided: 2,
  error: 3,
  notEvaluated: 5,
} as const satisfies Record<Verdict, number>;
