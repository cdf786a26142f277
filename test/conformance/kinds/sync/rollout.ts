import { type Instant, millisOf, parseInstant } from '../../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import type { Observed } from '../../../../src/rollout/observed.ts';
import type { Action } from '../../../../src/rollout/plan/action.ts';
import type { RolloutEvent } from '../../../../src/rollout/plan/event.ts';
import { type Plan, plan } from '../../../../src/rollout/plan/plan.ts';
import { requestOf } from '../../../../src/rollout/plan/request.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import type { Routing } from '../../../../src/rollout/traffic/routing.ts';
import { compare, type Outcome } from '../../kind.ts';
import { decisionFor } from './decisions.ts';
import type { LineCall, SyncLine } from './line.ts';
import type { Result } from './result.ts';
import { answersOf, areSameCalls } from './routers.ts';
import { keyOf, Store, withoutNoise } from './store.ts';

/** A sync of the rollout controller: what the plan makes of the objects before must be the objects after. */
export function runRollout(line: SyncLine): Outcome {
  const [wanted, got] = [wantedOf(line), resultOf(line)];
  const outcome = compare(wanted, got);
  return outcome.kind === 'failed' ? (decisionFor(line, wanted, got) ?? difference(wanted, got)) : outcome;
}

function wantedOf(line: SyncLine): Result {
  const store = new Store([...line.before, ...line.after.map((object) => asStored(object, line))]);
  for (const key of line.deleted) store.delete(key);
  return {
    objects: cleaned(store),
    events: line.events.map(({ type, reason, message }) => ({ type, reason, message })),
    error: line.error,
    routerCalls: 'same',
    isWokenInTime: true,
  };
}

function resultOf(line: SyncLine): Result {
  const store = new Store(line.before);
  const rollout = rolloutIn(line);
  const now = instantIn(line.now);
  const observed = observedIn(line);
  const play = new Play(line, store);
  const first = plan(rollout, observed, now);
  play.perform(first);
  const last =
    play.routing === undefined ? first : plan(rollout, { ...observed, routed: answersOf(callsOf(line)) }, now);
  if (last !== first) play.perform(last);
  const isSame = play.routing === undefined ? callsOf(line).length === 0 : areSameCalls(play.routing, callsOf(line));
  return {
    objects: cleaned(store),
    events: play.events.map((event) => ({ ...event })),
    error: play.error ?? last.error ?? null,
    routerCalls: isSame ? 'same' : JSON.stringify(play.routing?.calls ?? []),
    isWokenInTime: isWokenInTime(line, last, now),
  };
}

/** Performs plans on a store, until the call that is to fail. */
class Play {
  readonly #line: SyncLine;
  readonly #store: Store;
  readonly events: RolloutEvent[] = [];
  routing: Routing | undefined;
  error: string | undefined;

  constructor(line: SyncLine, store: Store) {
    this.#line = line;
    this.#store = store;
  }

  perform({ actions }: Plan): void {
    for (const action of actions) {
      if (this.error !== undefined) return;
      if (action.kind === 'tell') this.events.push(action.event);
      else if (action.kind === 'route') this.routing = action.routing;
      else this.#request(action);
    }
  }

  #request(action: Exclude<Action, { kind: 'tell' | 'route' }>): void {
    const request = requestOf(action);
    const [namespace] = this.#line.key.split('/');
    if (request.verb === 'create') return this.#store.create(request.object);
    const key = `${request.on.kind}/${namespace}/${request.on.name}`;
    if (request.verb !== 'patch') return this.#store.delete(key);
    this.error = this.#failureOf(request.on.kind, request.subresource);
    if (this.error === undefined) this.#store.patch(key, request.patch);
  }

  #failureOf(kind: string, subresource: string | undefined): string | undefined {
    return this.#line.actions.find(
      (action) =>
        action.error !== undefined &&
        action.verb !== 'create' &&
        action.resource === `${kind.toLowerCase()}s` &&
        action.subresource === subresource,
    )?.error;
  }
}

function observedIn(line: SyncLine): Observed {
  const { before, resyncPeriodSeconds } = line;
  const store = new Store(before);
  return {
    replicaSets: store.of('ReplicaSet'),
    services: store.of('Service'),
    analysisRuns: store.of('AnalysisRun'),
    experiments: store.of('Experiment'),
    analysisTemplates: store.of('AnalysisTemplate'),
    clusterAnalysisTemplates: store.of('ClusterAnalysisTemplate'),
    pods: store.of('Pod'),
    routerObjects: {
      ingresses: store.of('Ingress'),
      virtualServices: store.of('VirtualService'),
      destinationRules: store.of('DestinationRule'),
      ambassadorMappings: [],
      appMeshResources: [],
    },
    routers: routersOf(rolloutIn(line)),
    resyncPeriod: millisOf(resyncPeriodSeconds * 1000),
  };
}

/** All that the line names: its router plays every part. */
function routersOf(rollout: JsonObject): readonly string[] {
  const { strategy } = readRollout(rollout).spec;
  return strategy.kind === 'canary' ? (strategy.trafficRouting?.routers ?? []) : [];
}

function callsOf({ routerCalls = [] }: SyncLine): readonly LineCall[] {
  return routerCalls;
}

function cleaned(store: Store): Readonly<Record<string, Json>> {
  return Object.fromEntries([...store.entries()].map(([key, object]) => [key, withoutNoise(object)]));
}

/** Ours must ask to be woken no later than the original. */
function isWokenInTime({ requeueAfter }: SyncLine, { wakeAt, error }: Plan, now: Instant): boolean {
  const soonest = Math.min(...requeueAfter.filter((seconds) => seconds > 0));
  return soonest === Infinity || error !== undefined || (wakeAt !== undefined && wakeAt <= now + soonest * 1000);
}

function instantIn(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === undefined) throw new Error(`${text} is no time`);
  return moment;
}

/** The Rollout; one whose router is replaced without being named gets a name for it. */
function rolloutIn({ before, key, routerIsFake = false }: SyncLine): JsonObject {
  const rollout = before.find((object) => keyOf(object) === `Rollout/${key}`) ?? {};
  const spec = new Fields(rollout).object('spec') ?? {};
  const canary = new Fields(spec).below('strategy').object('canary');
  const routing = new Fields(canary).object('trafficRouting') ?? {};
  if (!routerIsFake || canary === undefined || Object.keys(routing).some((name) => ROUTERS.test(name))) return rollout;
  const trafficRouting = { ...routing, plugins: { fake: {} } };
  return { ...rollout, spec: { ...spec, strategy: { canary: { ...canary, trafficRouting } } } };
}

const ROUTERS = /^(istio|nginx|alb|smi|ambassador|appMesh|traefik|apisix|plugins)$/;

/** Go writes a status of nothing with what it makes. */
function asStored(object: JsonObject, { before }: SyncLine): JsonObject {
  if (before.some((other) => keyOf(other) === keyOf(object))) return object;
  const { status: _, ...made } = object;
  return made;
}

/** Only what differs, so that a report can be read. */
function difference(wanted: Result, got: Result): Outcome {
  const keys = [...new Set([...Object.keys(wanted.objects), ...Object.keys(got.objects)])];
  const differing = keys.filter((key) => compare(wanted.objects[key], got.objects[key]).kind === 'failed');
  const pick = ({ objects, ...rest }: Result): unknown => ({
    ...rest,
    objects: Object.fromEntries(differing.map((key) => [key, objects[key]])),
  });
  return { kind: 'failed', wanted: pick(wanted), got: pick(got) };
}
