import type { Explanation, LimitCheck } from '../../analysis/explanation.ts';
import { metricEvent } from '../../analysis/run-event.ts';
import type { Measured } from '../../analysis/sample.ts';
import { resultOf } from '../../analysis/schedule.ts';
import type { Clock } from '../../core/clock.ts';
import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { Progress, Taken } from '../../runner/progress.ts';
import { printable } from '../terminal/printable.ts';
import type { RunView } from './run-view.ts';

/** Where lines go. */
export interface LineOut {
  write(text: string): unknown;
}

/** One word of a line and what it says; left out when undefined. */
type Pair = readonly [name: string, value: string | number | undefined];

/**
 * A view for logs: one line an event, time first, then the kind of event, then `name=value` pairs; values with spaces are quoted as JSON does.
 *
 *     2026-03-01T10:00:31.250Z measurement metric=error-rate phase=Failed value=[0.41] count=3/5 failed=1/1
 *     2026-03-01T10:01:31.250Z metric      metric=error-rate phase=Failed why="…"
 *     2026-03-01T10:01:31.250Z run         run=checkout verdict=fail phase=Failed exitCode=1 why="…"
 */
export function createLineView(out: LineOut, clock: Clock): RunView {
  const line = (at: Instant, event: string, pairs: readonly Pair[]): void => {
    const words = pairs.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${wordOf(value)}`]));
    out.write(`${[formatInstantExactly(at), event.padEnd(11), ...words].join(' ')}\n`);
  };
  return {
    show(progress, explanation) {
      for (const taken of progress.taken) {
        if (taken.sample.kind === 'measured')
          line(progress.at, 'measurement', measurementPairs(taken.sample, taken, explanation));
      }
      for (const pairs of decidedPairs(progress, explanation)) line(progress.at, 'metric', pairs);
    },
    note(text) {
      line(clock.now(), 'note', [['text', text]]);
    },
    end({ name, explanation, exitCode, endedAt }) {
      const { verdict, phase, sentence } = explanation;
      line(endedAt, 'run', [
        ['run', name],
        ['verdict', verdict],
        ['phase', phase || undefined],
        ['exitCode', exitCode],
        ['why', sentence],
      ]);
    },
  };
}

function measurementPairs({ metric, answer }: Measured, { note }: Taken, explanation: Explanation): readonly Pair[] {
  const limits = explanation.metrics.find(({ name }) => name === metric)?.limits ?? [];
  const pairs: readonly Pair[] = [
    ['metric', metric],
    ['phase', answer.phase || 'Running'],
    ['value', answer.kind === 'ended' ? answer.value : undefined],
    ['message', answer.message],
    ['note', note],
  ];
  return [...pairs, ...limits.filter(isWorthSaying).map(countPair)];
}

function isWorthSaying({ limit, had, allowed }: LimitCheck): boolean {
  return limit === 'count' || (had > 0 && (limit !== 'consecutiveSuccessLimit' || allowed !== 'off'));
}

function countPair({ limit, had, allowed }: LimitCheck): Pair {
  return [COUNTED[limit], typeof allowed === 'number' ? `${had}/${allowed}` : had];
}

const COUNTED = {
  count: 'count',
  failureLimit: 'failed',
  inconclusiveLimit: 'inconclusive',
  consecutiveErrorLimit: 'consecutiveError',
  consecutiveSuccessLimit: 'consecutiveSuccess',
} as const;

/** The metrics that this step decided: those whose end it tells. */
function decidedPairs({ status, events }: Progress, explanation: Explanation): readonly (readonly Pair[])[] {
  return explanation.metrics.flatMap(({ name, sentence, dryRun }) => {
    const phase = resultOf(status, name)?.phase;
    if (!isCompleted(phase)) return [];
    const end = metricEvent(name, phase).message;
    if (!events.some(({ message }) => message === end)) return [];
    return [
      [
        ['metric', name],
        ['phase', phase],
        ['dryRun', dryRun ? 'true' : undefined],
        ['why', sentence],
      ],
    ];
  });
}

function wordOf(value: string | number): string {
  const text = String(value);
  return /^[^\s"=\p{C}]+$/u.test(text) ? text : printable(JSON.stringify(text));
}
