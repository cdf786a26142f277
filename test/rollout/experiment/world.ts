import { after, formatInstant, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { applyMergePatch } from '../../../src/core/merge-patch.ts';
import { actionKey } from '../../../src/rollout/experiment/action.ts';
import { type ExperimentPlan, planExperiment } from '../../../src/rollout/experiment/plan-experiment.ts';
import { readExperiment } from '../../../src/rollout/experiment/read-experiment.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { carryOut } from '../../conformance/kinds/sync-experiment/carry-out.ts';
import { ofKind, type Store, storeOf } from '../../conformance/kinds/sync-experiment/store.ts';

export const T0 = instantOf(Date.UTC(2026, 2, 1, 10, 0, 0));

const KEY = 'Experiment/shop/exp';

/** A template with one container; `port` gives it something to serve. */
export function template(name: string, more: JsonObject = {}, port?: number): JsonObject {
  const ports = port === undefined ? {} : { ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }] };
  return {
    name,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'demo', ...ports }] } },
    ...more,
  };
}

export function experiment(spec: JsonObject, status?: JsonObject): JsonObject {
  return {
    kind: 'Experiment',
    metadata: { name: 'exp', namespace: 'shop', uid: 'uid-1' },
    spec,
    ...(status !== undefined && { status }),
  };
}

/** An AnalysisTemplate `NAME` with one metric, and with these arguments. */
export function analysisTemplate(name: string, args: readonly JsonObject[] = []): JsonObject {
  const metric = { name: 'up', provider: { prometheus: { address: 'http://p', query: 'up' } } };
  return {
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: 'shop' },
    spec: { metrics: [metric], ...(args.length > 0 && { args: [...args] }) },
  };
}

/**
 * A namespace with one Experiment, a clock, and somebody who plays the other controllers.
 */
export class World {
  readonly #store: Store;
  readonly refused = new Map<string, string>();
  readonly events: string[] = [];
  now: Instant = T0;

  constructor(...objects: readonly JsonObject[]) {
    this.#store = storeOf(objects);
  }

  /**
   * One sync.
   *
   * @param writes  how many it gets to make before it is killed
   * @returns       what it was to write, by action
   */
  sync(writes = Infinity): readonly string[] {
    const plan = this.plan();
    for (const action of plan.actions.slice(0, writes)) carryOut(action, this.#store, 'shop');
    if (writes < plan.actions.length) return plan.actions.map(actionKey);
    this.events.push(...plan.events.map(({ type, reason, message }) => `${type} ${reason}: ${message}`));
    return plan.actions.map(actionKey);
  }

  plan(): ExperimentPlan {
    const observed = {
      replicaSets: ofKind(this.#store, 'ReplicaSet'),
      services: ofKind(this.#store, 'Service'),
      analysisRuns: ofKind(this.#store, 'AnalysisRun'),
      analysisTemplates: ofKind(this.#store, 'AnalysisTemplate'),
      clusterAnalysisTemplates: ofKind(this.#store, 'ClusterAnalysisTemplate'),
      refused: this.refused,
    };
    return planExperiment(readExperiment(this.get(KEY)), observed, this.now);
  }

  /** Syncs until there is nothing more to do, with pods that start at once. */
  settle(): this {
    for (let count = 0; this.sync().length > 0; count += 1) {
      if (count > 20) throw new Error('it does not come to rest');
      this.startPods();
    }
    return this;
  }

  later(seconds: number): this {
    this.now = after(this.now, millisOf(1000 * seconds));
    return this;
  }

  /** Every ReplicaSet gets the pods that it is told to have. */
  startPods(): void {
    for (const set of ofKind(this.#store, 'ReplicaSet')) {
      const replicas = new Fields(set).below('spec').whole('replicas') ?? 1;
      const pods = { replicas, readyReplicas: replicas, availableReplicas: replicas };
      this.patch(`ReplicaSet/shop/${new Fields(set).below('metadata').text('name')}`, { status: pods });
    }
  }

  endRun(name: string, phase: string, message = ''): void {
    this.patch(`AnalysisRun/shop/${name}`, { status: { phase, message } });
  }

  patch(key: string, patch: JsonObject): void {
    this.#store.set(key, applyMergePatch(this.get(key), patch));
  }

  /** Everything that is there, by `Kind/namespace/name`. */
  get objects(): Readonly<Record<string, JsonObject>> {
    return Object.fromEntries(this.#store);
  }

  get(key: string): JsonObject {
    const object = this.#store.get(key);
    if (object === undefined) throw new Error(`${key} is not there`);
    return object;
  }

  remove(key: string): void {
    this.#store.delete(key);
  }

  has(key: string): boolean {
    return this.#store.has(key);
  }

  /** `PHASE` or `PHASE: MESSAGE` of the Experiment. */
  get phase(): string {
    const status = new Fields(this.get(KEY)).below('status');
    const message = status.text('message');
    return message === '' ? status.text('phase') : `${status.text('phase')}: ${message}`;
  }

  get status(): Fields {
    return new Fields(this.get(KEY)).below('status');
  }

  /** What the ReplicaSet of a template is told to have. */
  replicas(name: string): number | undefined {
    return new Fields(this.get(`ReplicaSet/shop/exp-${name}`)).below('spec').whole('replicas');
  }

  /** When the plan as of now asks to be made again, in seconds from now. */
  get wakesIn(): number | undefined {
    const { wakeAt } = this.plan();
    return wakeAt === undefined ? undefined : (wakeAt - this.now) / 1000;
  }
}

/** A time so many seconds after the beginning. */
export function at(seconds: number): string {
  return formatInstant(after(T0, millisOf(1000 * seconds)));
}
