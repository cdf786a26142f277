import type { Verdict } from '../../analysis/explanation.ts';
import type { Phase } from '../../resources/run-status.ts';

/** One look at a backend, as it is counted. Holds nothing that users name without bound. */
export interface MeasuredLook {
  /** Its kind, such as `prometheus`. */
  readonly provider: string;
  /** What the look came to; of one that goes on, `Running`, `Pending` or empty. */
  readonly phase: Phase | '';
  /** From its turn to its answer. */
  readonly tookMs: number;
  /** How long after it was due it began; absent where nothing says when it was due, as for a look at a Job. */
  readonly lateMs?: number;
}

/** Why a run was not started though nothing is wrong with it. */
export type Refusal = 'live' | 'queue' | 'rate' | 'stopping';

/** Counts what happens to runs on this replica. */
export interface RunMeasures {
  started(): void;
  refused(why: Refusal): void;
  /** @param lastedMs from its start to its end */
  ended(verdict: Verdict, lastedMs: number, namespace: string): void;
  measured(look: MeasuredLook): void;
  /** Steps of so many runs became one write, which took so long. */
  recorded(runs: number, tookMs: number): void;
  /** A write of steps that did not go through and is made again. */
  recordFailed(): void;
  /** Runs taken over from nobody or from a replica that died. */
  claimed(runs: number): void;
  /** Runs that others drive now. */
  lost(runs: number): void;
}

/** How much goes on at this moment on this replica, for gauges. */
export interface RunLoad {
  /** Runs that are driven. */
  readonly live: number;
  /** Starts that are being checked or stored. */
  readonly starting: number;
  /** Runs whose newest step waits to be stored. */
  readonly unrecorded: number;
  /** Looks that wait for their turn at a backend. */
  readonly waitingLooks: number;
  /** Callers that wait for the end of a run. */
  readonly waiters: number;
}
