import { VERDICT_EXIT } from '../runner/report/verdict-exit.ts';

/** What the process says at its end. Stable: scripts rely on it. */
export const EXIT = {
  ...VERDICT_EXIT,
  invalidInput: 4,
  /** A second Ctrl-C. */
  interrupted: 130,
} as const;
