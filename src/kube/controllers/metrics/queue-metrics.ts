import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../../../core/clock.ts';
import type { Instant } from '../../../core/instant.ts';
import type { QueueWatch } from '../../queue/work-queue.ts';

/** From ten nanoseconds to ten seconds, in tens. */
const SECONDS = Array.from({ length: 10 }, (_, power) => 10 ** (power - 8));

/** One queue, as it is now. */
interface Queue {
  readonly waiting: Map<string, Instant>;
  readonly underWay: Map<string, Instant>;
}

/** The metrics of work queues, under the names that all of Kubernetes has for them. @see interfaces.md §9.2 */
export class QueueMetrics {
  readonly #clock: Clock;
  readonly #queues = new Map<string, Queue>();
  readonly #adds: Counter<'name'>;
  readonly #retries: Counter<'name'>;
  readonly #waited: Histogram<'name'>;
  readonly #worked: Histogram<'name'>;

  constructor(registry: Registry, clock: Clock) {
    this.#clock = clock;
    const of = (name: string, help: string) => ({
      name: `workqueue_${name}`,
      help,
      labelNames: ['name'] as const,
      registers: [registry],
    });
    this.#adds = new Counter(of('adds_total', 'Keys that were added to a queue.'));
    this.#retries = new Counter(of('retries_total', 'Keys that were put off: they come by themselves after a while.'));
    this.#waited = new Histogram({
      ...of('queue_duration_seconds', 'How long keys waited for a worker.'),
      buckets: SECONDS,
    });
    this.#worked = new Histogram({ ...of('work_duration_seconds', 'How long work on keys took.'), buckets: SECONDS });
    this.#gauge('depth', 'Keys that wait for a worker.', ({ waiting }) => waiting.size, registry);
    this.#gauge(
      'unfinished_work_seconds',
      'How long work that is under way has taken so far, all added up.',
      ({ underWay }) => this.#lengths(underWay).reduce((sum, length) => sum + length, 0),
      registry,
    );
    this.#gauge(
      'longest_running_processor_seconds',
      'How long the longest work that is under way has taken so far.',
      ({ underWay }) => Math.max(0, ...this.#lengths(underWay)),
      registry,
    );
  }

  /** What is to hear of a queue's keys. */
  watchOf(name: string): QueueWatch {
    const queue: Queue = { waiting: new Map(), underWay: new Map() };
    this.#queues.set(name, queue);
    const labels = { name };
    return {
      waits: (key) => {
        this.#adds.inc(labels);
        queue.waiting.set(key, this.#clock.now());
      },
      begins: (key) => {
        const now = this.#clock.now();
        this.#waited.observe(labels, secondsTo(now, queue.waiting.get(key)));
        queue.waiting.delete(key);
        queue.underWay.set(key, now);
      },
      ends: (key) => {
        this.#worked.observe(labels, secondsTo(this.#clock.now(), queue.underWay.get(key)));
        queue.underWay.delete(key);
      },
      putOff: () => this.#retries.inc(labels),
      dropped: () => queue.waiting.clear(),
    };
  }

  #gauge(name: string, help: string, value: (queue: Queue) => number, registry: Registry): void {
    const queues = this.#queues;
    const gauge = new Gauge({
      name: `workqueue_${name}`,
      help,
      labelNames: ['name'],
      registers: [],
      collect() {
        for (const [name, queue] of queues) this.set({ name }, value(queue));
      },
    });
    registry.registerMetric(gauge);
  }

  #lengths(underWay: ReadonlyMap<string, Instant>): readonly number[] {
    const now = this.#clock.now();
    return [...underWay.values()].map((since) => secondsTo(now, since));
  }
}

const secondsTo = (now: Instant, since: Instant = now): number => (now - since) / 1000;
