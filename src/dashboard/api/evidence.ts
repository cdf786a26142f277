import type { Argument, Explanation, Json, MetricResult, Phase, RunStatus } from './wire.ts';

/** The evidence file of a run's attempt, as far as it is shown. */
export interface Evidence {
  /** What it had come to. */
  readonly report: Explanation & {
    readonly run: { readonly args: readonly Argument[]; readonly startedAt: string; readonly endedAt: string };
  };
  readonly status: RunStatus;
  /** Where the first of the steps found it. */
  readonly begin: { readonly metricResults?: readonly MetricResult[] };
  readonly steps: readonly Step[];
}

export interface Step {
  readonly at: string;
  readonly looks: readonly Look[];
  readonly events?: readonly StepEvent[];
  readonly isStopping?: boolean;
  readonly refused?: string;
}

/** One look at a backend. */
export interface Look {
  readonly metric: string;
  readonly look: 'start' | 'resume' | 'terminate';
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly answer: {
    readonly kind: 'ended' | 'pending';
    readonly phase: Phase;
    readonly value?: string;
    readonly message?: string;
    readonly metadata?: Readonly<Record<string, string>>;
  };
  /** What the conditions saw, with marks for types that JSON does not have. */
  readonly value?: Json;
  /** A secret was taken out of the value. */
  readonly isMasked?: boolean;
  readonly note?: string;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly method?: string;
  readonly url: string;
  readonly status?: number;
  readonly body?: string;
  readonly error?: string;
  readonly tookMs?: number;
}

export interface StepEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}
