import type { Instant } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ExperimentAction } from '../../../src/rollout/experiment/action.ts';
import { planExperiment } from '../../../src/rollout/experiment/plan-experiment.ts';
import { readExperiment } from '../../../src/rollout/experiment/read-experiment.ts';
import type { Observed } from '../../../src/rollout/observed.ts';
import type { Action } from '../../../src/rollout/plan/action.ts';
import { type Plan, plan } from '../../../src/rollout/plan/plan.ts';
import { type Request, requestOf } from '../../../src/rollout/plan/request.ts';
import type { RouterAnswer, Routing } from '../../../src/rollout/traffic/routing.ts';
import { type Cluster, kindOf, nameOf, ownerOf, saysNothingNew, uidOf, versionOf } from './cluster.ts';
import { type Controller, RESYNC, type SyncEnd } from './controller.ts';

/** Something that a controller is about to ask of the API or of routers. */
export interface Attempt {
  readonly key: string;
  readonly action: AnyAction;
  /** The Rollout as it was seen. */
  readonly rollout: JsonObject;
  readonly observed: Observed;
  /** What the same sync has done before. */
  readonly done: readonly AnyAction[];
}

export type AnyAction = Action | ExperimentAction;

/** What becomes of an attempt. */
export type Fate =
  | { readonly kind: 'done' }
  /** @property code  of the API; of a router the call that it refuses */
  | { readonly kind: 'refused'; readonly code: number }
  /** It is carried out, but no answer comes. */
  | { readonly kind: 'lost' };

/** Where a sync takes place. */
export interface Place {
  readonly cluster: Cluster;
  readonly route: (routing: Routing, rollout: JsonObject, fate: Fate) => readonly RouterAnswer[];
}

export type Sync = Generator<Attempt, SyncEnd, Fate>;

/** One sync of an item, stopping before everything that it asks of others. */
export function startSync(controller: Controller, key: string, place: Place, now: Instant): Sync {
  const [kind, name = ''] = key.split('/');
  const clock = controller.clock(now);
  return kind === 'Rollout'
    ? syncRollout(new Hand(controller, key, place), clock)
    : syncExperiment(new Hand(controller, key, place), name, clock);
}

/** What there is, as a controller sees it. */
export function observe({ cache }: Pick<Controller, 'cache'>): Observed {
  return {
    replicaSets: cache.of('ReplicaSet'),
    services: cache.of('Service'),
    analysisRuns: cache.of('AnalysisRun'),
    experiments: cache.of('Experiment'),
    analysisTemplates: cache.of('AnalysisTemplate'),
    clusterAnalysisTemplates: [],
    pods: cache.of('Pod'),
    routerObjects: {
      ingresses: [],
      virtualServices: [],
      destinationRules: [],
      ambassadorMappings: [],
      appMeshResources: [],
    },
    routers: ['plugins/one', 'plugins/two'],
    resyncPeriod: RESYNC,
  };
}

function* syncRollout(hand: Hand, now: Instant): Sync {
  const { rollout, observed } = hand;
  const first = plan(rollout, observed, now);
  const failed = yield* hand.performAll(first.actions);
  if (failed !== undefined) return failed;
  const last = first.actions.at(-1);
  if (last?.kind !== 'route') return endOf(first);
  const fate = yield hand.attempt(last);
  const routed = hand.place.route(last.routing, rollout, fate);
  const second = plan(rollout, { ...observed, routed }, now);
  return (yield* hand.performAll(second.actions)) ?? endOf(second);
}

function endOf({ error, wakeAt }: Plan): SyncEnd {
  return { ...(error !== undefined && { error }), ...(wakeAt !== undefined && { wakeAt }) };
}

function* syncExperiment(hand: Hand, name: string, now: Instant): Sync {
  const { cache } = hand.controller;
  const json = cache.find('Experiment', name);
  if (json === undefined) return {};
  const experiment = readExperiment(json);
  // A run that the status names is looked up past the cache.
  const named = experiment.status.analysisRuns.flatMap(({ analysisRun }) => {
    const run = hand.place.cluster.find('AnalysisRun', analysisRun);
    return run === undefined ? [] : [run];
  });
  const others = cache.of('AnalysisRun').filter((run) => !named.some((other) => nameOf(other) === nameOf(run)));
  const observed = { ...hand.observed, analysisRuns: [...named, ...others], refused: new Map<string, string>() };
  const { actions, error, wakeAt } = planExperiment(experiment, observed, now);
  const end = { ...(error !== undefined && { error }), ...(wakeAt !== undefined && { wakeAt }) };
  return (yield* hand.performAll(actions)) ?? end;
}

const KINDS = ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'Experiment', 'Pod'] as const;

/** Carries out the actions of one sync, each held to what was read. */
class Hand {
  readonly controller: Controller;
  readonly place: Place;
  readonly rollout: JsonObject;
  readonly observed: Observed;
  readonly #key: string;
  readonly #done: AnyAction[] = [];
  readonly #read: ReadonlyMap<string, readonly JsonObject[]>;
  /** Objects as the sync has written them. */
  readonly #written = new Map<string, JsonObject>();

  constructor(controller: Controller, key: string, place: Place) {
    this.controller = controller;
    this.place = place;
    this.#key = key;
    this.rollout = controller.cache.find('Rollout', 'shop') ?? {};
    this.observed = observe(controller);
    this.#read = new Map(KINDS.map((kind) => [kind, controller.cache.of(kind)]));
  }

  attempt(action: AnyAction): Attempt {
    return { key: this.#key, action, rollout: this.rollout, observed: this.observed, done: [...this.#done] };
  }

  /** Stops where one fails, and before `route`. */
  *performAll(actions: readonly AnyAction[]): Generator<Attempt, SyncEnd | undefined, Fate> {
    for (const action of actions) {
      if (action.kind === 'tell' || action.kind === 'route') continue;
      const request = requestFor(action);
      if (this.#isSo(request)) continue;
      const fate = yield this.attempt(action);
      const error = this.#send(request, fate);
      if (error !== undefined) return { error };
      this.#done.push(action);
    }
    return undefined;
  }

  /** Nothing is sent where it would change nothing. */
  #isSo(request: Request): boolean {
    // A plan says only what changes in a status.
    if (request.verb !== 'patch' || request.subresource === 'status') return false;
    const held = this.#held(request.on.kind, request.on.name);
    return held !== undefined && saysNothingNew(request.patch, held);
  }

  #send(request: Request, fate: Fate): string | undefined {
    if (fate.kind === 'refused') {
      // After a conflict the writer reads afresh.
      if (fate.code === 409 && request.verb === 'patch') this.#reread(request.on.kind, request.on.name);
      return `refused with ${fate.code}`;
    }
    const error = this.#carryOut(request, fate.kind === 'done');
    return error ?? (fate.kind === 'lost' ? 'no answer' : undefined);
  }

  #carryOut(request: Request, isHeard: boolean): string | undefined {
    const { cluster } = this.place;
    if (request.verb === 'create') return this.#create(request.object, isHeard);
    const { kind, name } = request.on;
    const held = this.#held(kind, name);
    if (held === undefined) return `${kind} ${name} was never seen`;
    const guard = request.verb === 'patch' ? { resourceVersion: versionOf(held) } : { uid: uidOf(held) };
    const answer =
      request.verb === 'patch'
        ? cluster.patch(kind, name, request.patch, { ...guard, uid: uidOf(held) })
        : cluster.delete(kind, name, guard);
    if (answer.kind === 'done') {
      if (isHeard && request.verb === 'patch') this.#learn(answer.object);
      else if (isHeard) this.controller.cache.forget(kind, name);
      return undefined;
    }
    this.#reread(kind, name);
    // What is to be deleted and is not there is as wanted.
    return request.verb === 'patch' ? `${kind} ${name} is another now` : undefined;
  }

  #create(object: JsonObject, isHeard: boolean): string | undefined {
    const { cluster } = this.place;
    const answer = cluster.create(object);
    if (answer.kind === 'done') {
      if (isHeard) this.#learn(answer.object);
      return undefined;
    }
    const existing = cluster.get(kindOf(object), nameOf(object));
    if (isHeard) this.#learn(existing);
    return ownerOf(existing) === ownerOf(object) ? undefined : `${nameOf(object)} is taken`;
  }

  /** An object as it was read, or as the sync has written it. */
  #held(kind: string, name: string): JsonObject | undefined {
    return this.#written.get(`${kind}/${name}`) ?? this.#read.get(kind)?.find((object) => nameOf(object) === name);
  }

  #reread(kind: string, name: string): void {
    const object = this.place.cluster.find(kind, name);
    if (object === undefined) this.controller.cache.forget(kind, name);
    else this.controller.cache.learn(object);
  }

  #learn(object: JsonObject): void {
    this.#written.set(`${kindOf(object)}/${nameOf(object)}`, object);
    this.controller.cache.learn(object);
  }
}

function requestFor(action: Exclude<AnyAction, { kind: 'tell' | 'route' }>): Request {
  switch (action.kind) {
    case 'createService':
      return { verb: 'create', kind: 'Service', object: action.object };
    case 'deleteService':
      return { verb: 'delete', on: { kind: 'Service', name: action.name } };
    case 'patchExperiment':
      return { verb: 'patch', on: { kind: 'Experiment', name: action.experiment }, patch: { status: action.status } };
    default:
      return requestOf(action);
  }
}
