import type { Evidence } from '../api/evidence.ts';
import type { Run } from '../api/wire.ts';

/** A run as it stood at the end of an earlier attempt, which its evidence remembers. */
export function runOfAttempt(run: Run, attempt: number, { report, status }: Evidence): Run {
  return {
    ...run,
    attempt,
    verdict: report.verdict,
    phase: report.phase,
    sentence: report.sentence,
    isTerminating: false,
    args: report.run.args,
    startedAt: report.run.startedAt,
    endedAt: report.run.endedAt,
    status,
    explanation: report,
  };
}
