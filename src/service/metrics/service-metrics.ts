import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RunLoad, RunMeasures } from '../runs/run-measures.ts';
import { BoundedLabel } from './bounded-label.ts';
import { BUCKETS } from './buckets.ts';
import type { StoreCall } from './measured-store.ts';
import { RunMetrics } from './run-metrics.ts';

/** One answer of the API. */
export interface Answered {
  readonly method: string;
  /** Its pattern, such as `/api/v1/namespaces/:namespace/runs`. */
  readonly route: string;
  readonly status: number;
  readonly tookMs: number;
}

/** What became of a try to deliver a callback. `retried`: it is tried again later. */
export type CallbackOutcome = 'delivered' | 'retried' | 'givenUp';

/** What is asked at each scrape. */
export interface ServiceGauges {
  readonly load: () => RunLoad;
  /** Event streams that are open. */
  readonly streams: () => number;
  /** Of the whole store, all replicas together. What it throws leaves the gauge out. */
  readonly countRuns: () => Promise<{ readonly live: number; readonly unheld: number }>;
}

export interface ServiceMetricsOptions {
  readonly version: string;
  /** Namespaces with series of their own; all others count as `other`. Default 100. */
  readonly namespaces?: number;
}

/**
 * All that `/metrics` of the service says. Labels are bounded, whatever callers name: routes are patterns, namespaces beyond a number
 * share a series, and of providers there are as many as were loaded.
 */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly runs: RunMeasures;
  readonly #providerErrors: Counter<'provider' | 'code'>;
  readonly #answers: Counter<'method' | 'route' | 'status'>;
  readonly #answered: Histogram<'method' | 'route'>;
  readonly #calls: Histogram<'call'>;
  readonly #callErrors: Counter<'call' | 'code'>;
  readonly #callbacks: Counter<'outcome'>;
  readonly #questions: Counter<'how'>;

  constructor({ version, namespaces = 100 }: ServiceMetricsOptions) {
    const registers = [this.#registry];
    this.runs = new RunMetrics(this.#registry, new BoundedLabel(namespaces));
    this.#providerErrors = new Counter({
      name: 'verdict_provider_errors_total',
      help: 'Looks at which a provider failed, by error code (docs/errors.md).',
      labelNames: ['provider', 'code'],
      registers,
    });
    this.#answers = new Counter({
      name: 'verdict_http_requests_total',
      help: 'Requests that this service answered; status is its class, such as 2xx.',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.#answered = new Histogram({
      name: 'verdict_http_request_duration_seconds',
      help: 'How long requests took; a caller who waits for a run is part of it.',
      labelNames: ['method', 'route'],
      buckets: BUCKETS.answer,
      registers,
    });
    this.#calls = new Histogram({
      name: 'verdict_store_call_duration_seconds',
      help: 'How long calls of the store took.',
      labelNames: ['call'],
      buckets: BUCKETS.store,
      registers,
    });
    this.#callErrors = new Counter({
      name: 'verdict_store_errors_total',
      help: 'Calls of the store that failed, by error code (docs/errors.md).',
      labelNames: ['call', 'code'],
      registers,
    });
    this.#callbacks = new Counter({
      name: 'verdict_callbacks_total',
      help: 'Tries to deliver a callback: delivered, retried (tried again later) or givenUp.',
      labelNames: ['outcome'],
      registers,
    });
    this.#questions = new Counter({
      name: 'verdict_questions_total',
      help: 'Questions to backends that could be shared: asked of the backend, or shared with another look that asked the same.',
      labelNames: ['how'],
      registers,
    });
    new Gauge({ name: 'verdict_build_info', help: 'This program.', labelNames: ['version'], registers }).set(
      { version },
      1,
    );
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Gauges, once there is something to ask. To be called once. */
  watch({ load, streams, countRuns }: ServiceGauges): void {
    for (const [name, help, value] of LOAD) this.#gauge(name, help, () => value(load()));
    this.#gauge('verdict_event_streams', 'Event streams that are open on this replica.', streams);
    const runs = new Gauge({
      name: 'verdict_store_runs',
      help: 'Runs that go on, of all replicas together; unheld: those that wait for a replica.',
      labelNames: ['state'],
      registers: [],
      async collect() {
        this.reset();
        // Without the store the rest is wanted all the more.
        const counted = await countRuns().catch(() => undefined);
        if (counted === undefined) return;
        this.set({ state: 'live' }, counted.live);
        this.set({ state: 'unheld' }, counted.unheld);
      },
    });
    this.#registry.registerMetric(runs);
  }

  #gauge(name: string, help: string, value: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(value());
      },
    });
    this.#registry.registerMetric(gauge);
  }

  answered({ method, route, status, tookMs }: Answered): void {
    this.#answers.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
    this.#answered.observe({ method, route }, tookMs / 1000);
  }

  called({ call, tookMs, error }: StoreCall): void {
    this.#calls.observe({ call }, tookMs / 1000);
    if (error !== undefined) this.#callErrors.inc({ call, code: error });
  }

  providerFailed(provider: string, code: string): void {
    this.#providerErrors.inc({ provider, code });
  }

  calledBack(outcome: CallbackOutcome): void {
    this.#callbacks.inc({ outcome });
  }

  questioned(how: 'asked' | 'shared'): void {
    this.#questions.inc({ how });
  }

  /** What is there, for the page that tells of it. */
  described(): readonly { readonly name: string; readonly help: string; readonly labels: readonly string[] }[] {
    return this.#registry.getMetricsAsArray().map((metric) => ({
      name: metric.name,
      help: metric.help,
      labels: 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : [],
    }));
  }

  /** The page, in the text format of Prometheus. */
  async page(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}

const LOAD: readonly (readonly [name: string, help: string, value: (load: RunLoad) => number])[] = [
  ['verdict_runs_live', 'Runs that this replica drives.', ({ live }) => live],
  ['verdict_runs_starting', 'Starts that are being checked or stored.', ({ starting }) => starting],
  ['verdict_runs_unrecorded', 'Runs whose newest step waits to be stored.', ({ unrecorded }) => unrecorded],
  ['verdict_measurements_waiting', 'Looks that wait for their turn at a backend.', ({ waitingLooks }) => waitingLooks],
  ['verdict_callers_waiting', 'Callers that wait for the end of a run.', ({ waiters }) => waiters],
];
