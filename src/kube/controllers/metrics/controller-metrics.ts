import { setImmediate } from 'node:timers/promises';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Clock } from '../../../core/clock.ts';
import { after, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Cluster } from '../../cluster.ts';
import type { QueueWatch } from '../../queue/work-queue.ts';
import type { ObjectName } from '../../resource.ts';
import type { Cache } from '../caches.ts';
import type { ControllerName } from '../controller.ts';
import type { Measures } from '../measures.ts';
import { experimentGauges } from './experiment-gauges.ts';
import { linesOf, type ObjectMetric } from './object-metric.ts';
import { ObjectWork } from './object-work.ts';
import { type Build, processMetrics } from './process-metrics.ts';
import { QueueMetrics } from './queue-metrics.ts';
import { RequestCounter } from './request-counter.ts';
import { rolloutGauges } from './rollout-gauges.ts';
import { runGauges } from './run-gauges.ts';
import { templateGauges } from './template-gauges.ts';

/** What the metrics look at. */
export type Shown = Readonly<
  Record<
    'rollouts' | 'experiments' | 'analysisRuns' | 'analysisTemplates' | 'clusterAnalysisTemplates',
    Pick<Cache, 'all' | 'get'>
  >
>;

export interface ControllerMetricsOptions {
  readonly build: Build;
  /** The objects to tell of; undefined while this process does not lead, for then another one tells of them. */
  readonly shown: () => Shown | undefined;
  /** Whether only AnalysisRuns are worked on: then there is nothing to tell of Rollouts and Experiments. */
  readonly isOnlyAnalysis: boolean;
  /** One that does not jump. */
  readonly clock: Clock;
}

/** Which objects have series of their own, by the controller that works on them. */
type Kind = 'Rollout' | 'Experiment' | 'AnalysisRun';

const KIND_OF: Readonly<Partial<Record<ControllerName, Kind>>> = {
  Rollouts: 'Rollout',
  Experiments: 'Experiment',
  AnalysisRuns: 'AnalysisRun',
};
const STEM: Readonly<Record<Kind, string>> = {
  Rollout: 'rollout',
  Experiment: 'experiment',
  AnalysisRun: 'analysis_run',
};
const [MINUTE, HOUR] = [60, 3600];
/** After this time the last scrape before an object went away has seen its series. */
const FAREWELL = millisOf(65_000);

/** So many lines of a scrape are made in one go. */
const LINES_AT_A_TIME = 500;

/**
 * Everything that `/metrics` tells, under upstream's names.
 *
 * @see interfaces.md §9
 */
export class ControllerMetrics implements Measures {
  readonly #options: ControllerMetricsOptions;
  readonly #registry = new Registry();
  readonly #queues: QueueMetrics;
  readonly #requests: RequestCounter;
  readonly #work: Readonly<Record<Kind, ObjectWork>> = {
    Rollout: workOn('Rollout'),
    Experiment: workOn('Experiment'),
    AnalysisRun: workOn('AnalysisRun'),
  };
  readonly #events: Counter<'namespace' | 'name' | 'type' | 'reason'>;
  /** Types and reasons that there are series of, by the key of a Rollout. */
  readonly #told = new Map<string, Map<string, { readonly type: string; readonly reason: string }>>();
  readonly #updates: Readonly<Record<'total' | 'progression' | 'manualPause', Histogram<'status'>>>;
  /** Objects that are gone, the first one first. */
  #leaving: { readonly kind: Kind; readonly object: ObjectName; readonly at: Instant }[] = [];

  constructor(options: ControllerMetricsOptions) {
    this.#options = options;
    const registry = this.#registry;
    this.#events = new Counter({
      name: 'rollout_events_total',
      help: 'Events of a Rollout.',
      labelNames: ['namespace', 'name', 'type', 'reason'],
      registers: [registry],
    });
    this.#updates = updateHistograms(registry);
    this.#requests = new RequestCounter(registry);
    this.#queues = new QueueMetrics(registry, options.clock);
    processMetrics(registry, options.build);
  }

  /** What is to hear of the keys of a controller's queue. */
  watchOf(controller: ControllerName): QueueWatch {
    return this.#queues.watchOf(controller);
  }

  /** The cluster, with every request counted. */
  counted(cluster: Cluster): Cluster {
    return this.#requests.counted(cluster);
  }

  synced(controller: ControllerName, object: ObjectName, seconds: number, hasFailed: boolean): void {
    const kind = KIND_OF[controller];
    // A look at what is gone is no work on an object, and would bring back its series for good.
    if (kind === undefined || !this.#isThere(kind, object)) return;
    this.#work[kind].done(object, seconds, hasFailed);
  }

  told(kind: string, object: ObjectName, type: string, reason: string): void {
    if (kind !== 'Rollout') return;
    const { namespace, name } = object;
    this.#events.inc({ namespace, name, type, reason });
    const key = `${namespace}/${name}`;
    const told = this.#told.get(key) ?? new Map<string, { readonly type: string; readonly reason: string }>();
    this.#told.set(key, told.set(`${type}/${reason}`, { type, reason }));
  }

  updateEnded(status: string, { total, manualPause }: { readonly total: number; readonly manualPause: number }): void {
    this.#updates.total.observe({ status }, total);
    this.#updates.manualPause.observe({ status }, manualPause);
    this.#updates.progression.observe({ status }, total - manualPause);
  }

  gone(kind: string, object: ObjectName): void {
    if (!isKind(kind)) return;
    const { clock } = this.#options;
    this.#leaving.push({ kind, object, at: after(clock.now(), FAREWELL) });
    this.#sayFarewell();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text of a scrape, in parts: between two of them other work gets its turn. */
  async *text(): AsyncGenerator<string> {
    this.#sayFarewell();
    let part: string[] = [];
    for (const metric of this.#ofObjects()) {
      for (const line of linesOf(metric)) {
        if (part.push(line) < LINES_AT_A_TIME) continue;
        yield part.join('');
        part = [];
        await setImmediate();
      }
    }
    yield part.join('');
    for (const { name } of this.#registry.getMetricsAsArray()) {
      yield `${await this.#registry.getSingleMetricAsString(name)}\n`;
      await setImmediate();
    }
  }

  #ofObjects(): readonly ObjectMetric[] {
    const { shown, isOnlyAnalysis } = this.#options;
    const all = (of: (shown: Shown) => readonly JsonObject[]) => (): readonly JsonObject[] => {
      const objects = shown();
      return objects === undefined ? [] : of(objects);
    };
    const ofAnalyses = [
      ...this.#work.AnalysisRun.metrics(),
      ...runGauges(all(({ analysisRuns }) => analysisRuns.all())),
      ...templateGauges(
        all(({ analysisTemplates, clusterAnalysisTemplates }) => [
          ...analysisTemplates.all(),
          ...clusterAnalysisTemplates.all(),
        ]),
      ),
    ];
    if (isOnlyAnalysis) return ofAnalyses;
    return [
      ...this.#work.Rollout.metrics(),
      ...rolloutGauges(all(({ rollouts }) => rollouts.all())),
      ...this.#work.Experiment.metrics(),
      ...experimentGauges(all(({ experiments }) => experiments.all())),
      ...ofAnalyses,
    ];
  }

  /** Lets go of the series of objects that have been gone for a while. */
  #sayFarewell(): void {
    const now = this.#options.clock.now();
    const first = this.#leaving.findIndex(({ at }) => at > now);
    const over = this.#leaving.splice(0, first === -1 ? this.#leaving.length : first);
    for (const { kind, object } of over) if (!this.#isThere(kind, object)) this.#forget(kind, object);
  }

  #forget(kind: Kind, { namespace, name }: ObjectName): void {
    this.#work[kind].forget({ namespace, name });
    if (kind !== 'Rollout') return;
    const key = `${namespace}/${name}`;
    for (const { type, reason } of this.#told.get(key)?.values() ?? []) {
      this.#events.remove({ namespace, name, type, reason });
    }
    this.#told.delete(key);
  }

  #isThere(kind: Kind, object: ObjectName): boolean {
    const shown = this.#options.shown();
    if (shown === undefined) return false;
    const { rollouts, experiments, analysisRuns } = shown;
    return { Rollout: rollouts, Experiment: experiments, AnalysisRun: analysisRuns }[kind].get(object) !== undefined;
  }
}

function isKind(kind: string): kind is Kind {
  return kind in STEM;
}

const workOn = (kind: Kind): ObjectWork => new ObjectWork(`${STEM[kind]}_reconcile`, kind);

function updateHistograms(registry: Registry) {
  const of = { labelNames: ['status'] as const, registers: [registry] };
  const minutes = [1, 2, 5, 10].map((count) => count * MINUTE);
  const hours = [1, 2, 4, 8].map((count) => count * HOUR);
  return {
    total: new Histogram({
      ...of,
      name: 'rollout_duration_seconds',
      help: 'How long an update of a Rollout took, from its start to its end.',
      buckets: [30, ...minutes, 20 * MINUTE, 30 * MINUTE, ...hours],
    }),
    progression: new Histogram({
      ...of,
      name: 'rollout_progression_duration_seconds',
      help: 'How long an update of a Rollout took, without the time that it waited for a person.',
      buckets: [30, ...minutes, 15 * MINUTE, 30 * MINUTE, HOUR],
    }),
    manualPause: new Histogram({
      ...of,
      name: 'rollout_manual_pause_duration_seconds',
      help: 'How long an update of a Rollout waited for a person.',
      buckets: [0, 60, 300, 600, 1800, ...hours],
    }),
  } as const;
}
