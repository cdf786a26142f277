import { Counter, Histogram, type Registry } from 'prom-client';
import type { Verdict } from '../../analysis/explanation.ts';
import type { MeasuredLook, Refusal, RunMeasures } from '../runs/run-measures.ts';
import type { BoundedLabel } from './bounded-label.ts';
import { BUCKETS } from './buckets.ts';

/** What happens to runs, as metrics. */
export class RunMetrics implements RunMeasures {
  readonly #namespaces: BoundedLabel;
  readonly #started: Counter;
  readonly #refused: Counter<'reason'>;
  readonly #ended: Counter<'namespace' | 'verdict'>;
  readonly #lasted: Histogram<'verdict'>;
  readonly #measured: Counter<'provider' | 'phase'>;
  readonly #took: Histogram<'provider'>;
  readonly #late: Histogram;
  readonly #batch: Histogram;
  readonly #written: Histogram;
  readonly #failed: Counter;
  readonly #claimed: Counter;
  readonly #lost: Counter;

  constructor(registry: Registry, namespaces: BoundedLabel) {
    const registers = [registry];
    this.#namespaces = namespaces;
    this.#started = new Counter({
      name: 'verdict_runs_started_total',
      help: 'Runs that were started here.',
      registers,
    });
    this.#refused = new Counter({
      name: 'verdict_runs_refused_total',
      help: 'Runs that were not started though nothing was wrong with them: too many go on, too many wait to be started, too many a second, or this replica stops.',
      labelNames: ['reason'],
      registers,
    });
    this.#ended = new Counter({
      name: 'verdict_runs_ended_total',
      help: 'Runs that have ended here, by verdict.',
      labelNames: ['namespace', 'verdict'],
      registers,
    });
    this.#lasted = new Histogram({
      name: 'verdict_run_duration_seconds',
      help: 'How long runs took from their start to their end.',
      labelNames: ['verdict'],
      buckets: BUCKETS.run,
      registers,
    });
    this.#measured = new Counter({
      name: 'verdict_measurements_total',
      help: 'Looks at backends, by what they came to.',
      labelNames: ['provider', 'phase'],
      registers,
    });
    this.#took = new Histogram({
      name: 'verdict_measurement_duration_seconds',
      help: 'How long looks at backends took, from their turn to their answer.',
      labelNames: ['provider'],
      buckets: BUCKETS.answer,
      registers,
    });
    this.#late = new Histogram({
      name: 'verdict_measurement_lateness_seconds',
      help: 'How long after they were due measurements began.',
      buckets: BUCKETS.lateness,
      registers,
    });
    this.#batch = new Histogram({
      name: 'verdict_journal_batch_runs',
      help: 'How many runs had steps in one write.',
      buckets: BUCKETS.batch,
      registers,
    });
    this.#written = new Histogram({
      name: 'verdict_journal_write_duration_seconds',
      help: 'How long a write of steps took, tries included.',
      buckets: BUCKETS.store,
      registers,
    });
    this.#failed = new Counter({
      name: 'verdict_journal_write_failures_total',
      help: 'Writes of steps that did not go through and were made again.',
      registers,
    });
    this.#claimed = new Counter({
      name: 'verdict_runs_claimed_total',
      help: 'Runs that this replica took over.',
      registers,
    });
    this.#lost = new Counter({
      name: 'verdict_runs_lost_total',
      help: 'Runs that another replica took over while this one drove them.',
      registers,
    });
  }

  started(): void {
    this.#started.inc();
  }

  refused(why: Refusal): void {
    this.#refused.inc({ reason: why });
  }

  ended(verdict: Verdict, lastedMs: number, namespace: string): void {
    this.#ended.inc({ namespace: this.#namespaces.of(namespace), verdict });
    this.#lasted.observe({ verdict }, lastedMs / 1000);
  }

  measured({ provider, phase, tookMs, lateMs }: MeasuredLook): void {
    this.#measured.inc({ provider, phase: phase === '' ? 'Pending' : phase });
    this.#took.observe({ provider }, tookMs / 1000);
    if (lateMs !== undefined) this.#late.observe(lateMs / 1000);
  }

  recorded(runs: number, tookMs: number): void {
    this.#batch.observe(runs);
    this.#written.observe(tookMs / 1000);
  }

  recordFailed(): void {
    this.#failed.inc();
  }

  claimed(runs: number): void {
    this.#claimed.inc(runs);
  }

  lost(runs: number): void {
    this.#lost.inc(runs);
  }
}
