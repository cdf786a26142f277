import { after, formatInstant, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import type { Observed } from '../../../src/rollout/observed.ts';
import type { RolloutEvent } from '../../../src/rollout/plan/event.ts';
import { type Plan, plan } from '../../../src/rollout/plan/plan.ts';
import { type Request, requestOf } from '../../../src/rollout/plan/request.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readStatus } from '../../../src/rollout/reading/read-status.ts';
import type { RolloutStatus } from '../../../src/rollout/status.ts';
import type { RouterAnswer } from '../../../src/rollout/traffic/routing.ts';

const T0 = instantOf(Date.UTC(2026, 0, 1));

/** A cluster in memory with one Rollout, Services and an Ingress that it may name, and a clock that stands until it is moved. */
export class ClusterModel {
  now: Instant = T0;
  readonly events: RolloutEvent[] = [];
  /** The weight that the router was told last. */
  weight = 0;
  readonly #objects = new Map<string, JsonObject>();

  constructor(spec: JsonObject) {
    const template = {
      metadata: { labels: { app: 'shop' } },
      spec: { containers: [{ name: 'web', image: 'shop:1' }] },
    };
    this.#put({
      kind: 'Rollout',
      metadata: {
        name: 'shop',
        namespace: 'default',
        uid: 'rollout',
        generation: 1,
        creationTimestamp: formatInstant(T0),
      },
      spec: { replicas: 4, selector: { matchLabels: { app: 'shop' } }, template, ...spec },
    });
    for (const name of ['one', 'two']) {
      this.#put({ kind: 'Service', metadata: { name, namespace: 'default' }, spec: { selector: { app: 'shop' } } });
    }
    const rules = [{ http: { paths: [{ path: '/', backend: { service: { name: 'two' } } }] } }];
    this.#put({ kind: 'Ingress', metadata: { name: 'front', namespace: 'default' }, spec: { rules } });
  }

  get status(): RolloutStatus {
    return readStatus(new Fields(this.rollout).below('status'));
  }

  get rollout(): JsonObject {
    return this.#get('Rollout/shop');
  }

  get replicaSets(): readonly JsonObject[] {
    return this.#of('ReplicaSet');
  }

  /** What a Service selects; empty for all pods. */
  selected(service: string): string {
    return new Fields(this.#get(`Service/${service}`)).below('spec').below('selector').text(HASH_LABEL);
  }

  /** The image of a revision. */
  imageOf(hash: string): string {
    const set = this.replicaSets.find((set) => hashOf(set) === hash);
    const containers = new Fields(set).below('spec').below('template').below('spec').list('containers');
    return new Fields(containers[0]).text('image');
  }

  /** A user changes the spec. */
  edit(spec: JsonObject): void {
    const generation = new Fields(this.rollout).below('metadata').whole('generation') ?? 0;
    this.#patch('Rollout/shop', { spec, metadata: { generation: generation + 1 } });
  }

  release(image: string): void {
    this.edit({ template: { spec: { containers: [{ name: 'web', image }] } } });
  }

  /** A user deletes the Rollout, which is not gone yet. */
  delete(): void {
    this.#patch('Rollout/shop', { metadata: { deletionTimestamp: formatInstant(this.now) } });
  }

  /** A user changes the status, as `abort` and `promote` do. */
  ask(status: JsonObject): void {
    this.#patch('Rollout/shop', { status });
  }

  pass(seconds: number): void {
    this.now = after(this.now, millisOf(seconds * 1000));
  }

  /** Kubernetes makes and takes pods; those of `broken` images never become available. */
  settlePods(broken?: string): void {
    for (const set of this.replicaSets) {
      const replicas = new Fields(set).below('spec').whole('replicas') ?? 0;
      const ready = this.imageOf(hashOf(set)) === broken ? 0 : replicas;
      this.#patch(keyOf(set), {
        status: { replicas, readyReplicas: ready, availableReplicas: ready, observedGeneration: 1 },
      });
    }
  }

  /** One sync. Gives the plan, of both halves where the router was told. */
  sync(): Plan {
    const observed = this.#observed();
    const rollout = this.rollout;
    const first = plan(rollout, observed, this.now);
    this.#perform(first);
    if (first.actions.at(-1)?.kind !== 'route') return first;
    const routed: readonly RouterAnswer[] = [{ kind: 'told' }];
    const last = plan(rollout, { ...observed, routed }, this.now);
    this.#perform(last);
    return { ...last, actions: [...first.actions, ...last.actions] };
  }

  /** Syncs until nothing is left to do. Gives the number of syncs, and `limit` where there is no end. */
  settle(broken?: string, limit = 100): number {
    for (let count = 1; count < limit; count += 1) {
      this.pass(1);
      const { actions } = this.sync();
      const isQuiet = actions.every(({ kind }) => kind === 'route');
      if (isQuiet) return count;
      this.settlePods(broken);
    }
    return limit;
  }

  #perform({ actions }: Plan): void {
    for (const action of actions) {
      if (action.kind === 'tell') this.events.push(action.event);
      else if (action.kind === 'route') this.weight = weightIn(action.routing.calls) ?? this.weight;
      else this.#request(requestOf(action));
    }
  }

  #request(request: Request): void {
    if (request.verb === 'create') {
      const metadata = new Fields(request.object).object('metadata') ?? {};
      const filledIn = { uid: keyOf(request.object), creationTimestamp: formatInstant(this.now), generation: 1 };
      this.#put({ ...request.object, metadata: { ...metadata, ...filledIn } });
      return;
    }
    const key = `${request.on.kind}/${request.on.name}`;
    if (request.verb === 'patch') this.#patch(key, request.patch);
    else this.#objects.delete(key);
  }

  #observed(): Observed {
    return {
      replicaSets: this.replicaSets,
      services: this.#of('Service'),
      analysisRuns: this.#of('AnalysisRun'),
      experiments: this.#of('Experiment'),
      analysisTemplates: [],
      clusterAnalysisTemplates: [],
      pods: [],
      routerObjects: {
        ingresses: this.#of('Ingress'),
        virtualServices: [],
        destinationRules: [],
        ambassadorMappings: [],
        appMeshResources: [],
      },
      routers: ['alb', 'plugins/test'],
      resyncPeriod: millisOf(900_000),
    };
  }

  #of(kind: string): readonly JsonObject[] {
    return [...this.#objects.values()].filter((object) => object['kind'] === kind);
  }

  #get(key: string): JsonObject {
    const object = this.#objects.get(key);
    if (object === undefined) throw new Error(`${key} is not there`);
    return object;
  }

  #put(object: JsonObject): void {
    this.#objects.set(keyOf(object), object);
  }

  #patch(key: string, patch: JsonObject): void {
    this.#objects.set(key, merged(this.#get(key), patch));
  }
}

export function hashOf(set: JsonObject): string {
  return new Fields(set).below('metadata').below('labels').text(HASH_LABEL);
}

export function sizeOf(set: JsonObject): number {
  return new Fields(set).below('spec').whole('replicas') ?? 0;
}

export function availableOf(set: JsonObject | undefined): number {
  return new Fields(set).below('status').whole('availableReplicas') ?? 0;
}

function keyOf(object: JsonObject): string {
  return `${new Fields(object).text('kind')}/${new Fields(object).below('metadata').text('name')}`;
}

function weightIn(calls: readonly { readonly kind: string; readonly weight?: number }[]): number | undefined {
  return calls.findLast(({ kind }) => kind === 'setWeight')?.weight;
}

function merged(object: Json | undefined, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = isJsonObject(object) ? { ...object } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = isJsonObject(value) ? merged(result[name], value) : value;
  }
  return result;
}
