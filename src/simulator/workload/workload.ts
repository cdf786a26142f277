import { type Instant, instantOf } from '../../core/instant.ts';
import { coursesOf } from './courses.ts';
import { type App, type Flow, flowOf } from './flow.ts';
import { History } from './history.ts';
import { type Span, type Tally, tallyOf } from './ledger.ts';
import type { Series } from './series/series.ts';
import type { Objects } from './split/objects.ts';

/** How a workload is kept. */
export interface WorkloadSettings {
  /** When its first requests come, and its metrics are first looked at. */
  readonly startAt: Instant;
  /** Milliseconds between two looks, a whole number. Default one second. */
  readonly scrapeIntervalMs?: number;
  /** How much of the past is kept, in milliseconds. Default one hour. */
  readonly retentionMs?: number;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** The most changes kept, however often the cluster changes. */
const MOST_FLOWS = 10_000;

/**
 * A program under load, told by the cluster's objects: its requests go where traffic goes, and are answered as each revision answers.
 * Nothing runs: it is told of each change, and works out the rest when it is asked.
 */
export class Workload {
  #app: App;
  #objects: Objects = [];
  readonly #startAt: Instant;
  readonly #retentionMs: number;
  readonly #history: History;
  /** What happened, oldest first; the last one goes on. */
  readonly #flows: (Dated & { readonly flow: Flow })[] = [];

  constructor(app: App, { startAt, scrapeIntervalMs = SECOND_MS, retentionMs = HOUR_MS }: WorkloadSettings) {
    this.#app = app;
    this.#startAt = startAt;
    this.#retentionMs = retentionMs;
    this.#history = new History({ startAt, scrapeIntervalMs, retentionMs });
  }

  /** Takes in how the objects stand from `now` on: to be called with every change of those that `Objects` names. */
  observe(objects: Objects, now: Instant): void {
    this.#objects = objects;
    this.#proceed(now);
  }

  /** Takes in another load from `now` on, such as more requests a second. */
  change(app: App, now: Instant): void {
    this.#app = app;
    this.#proceed(now);
  }

  /** The series as a Prometheus knows them at `now`. */
  series(now: Instant): readonly Series[] {
    return this.#history.series(now);
  }

  /** What flowed between two moments, change by change. What lies before the retention is not told. */
  spans(from: Instant, to: Instant): readonly Span[] {
    return this.#flows.flatMap((flow, i) => {
      const start = instantOf(Math.max(from, flow.from));
      const end = instantOf(Math.min(to, this.#endOf(i, to)));
      return start < end ? [{ from: start, to: end, flow: flow.flow }] : [];
    });
  }

  /** How many requests each revision has seen between two moments. */
  tally(from: Instant, to: Instant, stream?: string): Tally {
    return tallyOf(this.spans(from, to), stream);
  }

  #proceed(now: Instant): void {
    const last = this.#flows.at(-1);
    const from = instantOf(Math.max(now, last?.from ?? this.#startAt));
    const flow = flowOf(this.#app, this.#objects);
    if (last !== undefined && textOf(last.flow) === textOf(flow)) return;
    this.#history.follow(coursesOf(this.#app, flow), from);
    if (last?.from === from) this.#flows.pop();
    this.#flows.push({ from, flow });
    const kept = this.#flows.findIndex((_, i) => this.#endOf(i, from) > from - this.#retentionMs);
    this.#flows.splice(0, Math.max(0, kept, this.#flows.length - MOST_FLOWS));
  }

  /** When the flow at an index is followed by another one; `newest` for the last one, which is never forgotten. */
  #endOf(index: number, newest: Instant): Instant {
    return this.#flows[index + 1]?.from ?? newest;
  }
}

interface Dated {
  readonly from: Instant;
}

/** Two flows are the same when their texts are. */
function textOf(flow: Flow): string {
  return JSON.stringify(flow, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}
