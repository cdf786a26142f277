import { after, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import type { RolloutStatus } from '../../../src/rollout/status.ts';
import { type CanaryStrategy, maxTrafficWeight, type Strategy } from '../../../src/rollout/strategy.ts';
import type { RouterAnswer, Routing } from '../../../src/rollout/traffic/routing.ts';
import { Analyst, type Ending } from './analyst.ts';
import { Cluster, metadataOf, nameOf, ownerOf } from './cluster.ts';
import { Controller } from './controller.ts';
import { Kubelet } from './kubelet.ts';
import { availableOf, hashOf, imageIn, selectedBy, setWithHash, startingObjects } from './objects.ts';
import { Random } from './random.ts';
import { Router } from './router.ts';
import type { Scenario } from './scenario.ts';
import type { Fate, Place } from './sync.ts';

const T0 = instantOf(Date.UTC(2026, 0, 1));

/** Everything there is, and what time it is. */
export class World implements Place {
  now: Instant;
  readonly scenario: Scenario;
  readonly cluster: Cluster;
  readonly kubelet: Kubelet;
  readonly analyst: Analyst;
  readonly routers = new Map<string, Router>();
  controllers: Controller[] = [];
  readonly trace: string[] = [];
  /** How often users did something that may ask for another try. */
  retries = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.now = after(T0, millisOf(new Random(scenario.seed).whole(0, 999)));
    this.cluster = new Cluster(
      () => this.now,
      (object) => this.#spread(object),
    );
    this.kubelet = new Kubelet(this.cluster);
    this.analyst = new Analyst(this.cluster, (run) => this.#endingOf(run));
    for (const object of startingObjects(scenario.spec)) this.cluster.create(object);
    this.controllers = [new Controller('A', this.cluster, 0)];
  }

  get rollout(): JsonObject {
    return this.cluster.get('Rollout', 'shop');
  }

  get status(): RolloutStatus {
    return readRollout(this.rollout).status;
  }

  get strategy(): Strategy {
    return readRollout(this.rollout).spec.strategy;
  }

  /** The ReplicaSets of the Rollout. */
  get replicaSets(): readonly JsonObject[] {
    return this.cluster.of('ReplicaSet').filter((set) => ownerOf(set) === 'Rollout/shop');
  }

  say(text: string): void {
    this.trace.push(`${((this.now - T0) / 1000).toFixed(2)} ${text}`);
  }

  route(routing: Routing, rollout: JsonObject, fate: Fate): readonly RouterAnswer[] {
    const { strategy } = readRollout(rollout).spec;
    if (strategy.kind !== 'canary') return [];
    const services = trafficServices(strategy, readRollout(rollout).status);
    const answers: RouterAnswer[] = [];
    for (const [place, name] of routing.routers.entries()) {
      const refusedFrom = fate.kind === 'refused' && place === 0 ? fate.code : undefined;
      const answer = this.routerOf(name).take(routing.calls, services, refusedFrom);
      answers.push(answer);
      if (answer.kind === 'failed') return answers;
    }
    return fate.kind === 'lost' ? [{ kind: 'failed', call: 'setWeight', error: 'no answer' }] : answers;
  }

  routerOf(name: string): Router {
    const router = this.routers.get(name) ?? new Router(this.scenario.routerLag);
    this.routers.set(name, router);
    return router;
  }

  /** What part of the traffic a revision gets, from 0 to 1, by its hash; an empty hash for all pods. Of several routers the largest. */
  get traffic(): ReadonlyMap<string, number> {
    const { strategy } = this;
    const services = this.cluster.of('Service');
    if (strategy.kind === 'blueGreen') return new Map([[selectedBy(services, strategy.activeService), 1]]);
    if (strategy.trafficRouting === undefined) return new Map();
    const all = maxTrafficWeight(strategy);
    const shares = new Map<string, number>();
    const add = (hash: string, weight: number): void => {
      shares.set(hash, Math.max(shares.get(hash) ?? 0, weight / all));
    };
    for (const name of strategy.trafficRouting.routers) {
      const { split } = this.routerOf(name);
      const by = this.scenario.routesBy === 'services' || split.stableHash === '';
      const stable = split.services?.stable ?? trafficServices(strategy, this.status).stable;
      const canary = split.services?.canary ?? '';
      const others = split.additional.reduce((sum, { weight }) => sum + weight, 0);
      add(by ? selectedBy(services, canary) : split.canaryHash, split.weight);
      add(by ? selectedBy(services, stable) : split.stableHash, all - split.weight - others);
      for (const { podTemplateHash, weight } of split.additional) add(podTemplateHash, weight);
    }
    return shares;
  }

  /** For every image the pods that it is told to have. */
  get sizes(): Readonly<Record<string, number>> {
    const sets = this.replicaSets.map((set): [string, number] => [
      imageIn(set),
      new Fields(set).below('spec').whole('replicas') ?? 0,
    ]);
    return Object.fromEntries(sets.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  imageOf(hash: string): string {
    return imageIn(setWithHash(this.replicaSets, hash));
  }

  availableOf(hash: string): number {
    return availableOf(setWithHash(this.replicaSets, hash));
  }

  /** How a run ends is settled by the seed, by what it is about and by which try it is; so faults cannot change it. */
  #endingOf(run: JsonObject): Ending {
    const labels = new Fields(metadataOf(run)).below('labels');
    const type = labels.text('rollout-type');
    const [ownerKind = '', owner = ''] = ownerOf(run)?.split('/') ?? [];
    const about = ownerKind === 'Experiment' ? hashOf(this.cluster.find(ownerKind, owner)) : labels.text(HASH_LABEL);
    const image = this.imageOf(about);
    if (image === 'shop:last') return 'Successful';
    if (this.scenario.ending !== undefined) return this.scenario.ending;
    const isCalm = this.scenario.pace === 'calm';
    const attempt = Number(/\.(\d+)$/.exec(nameOf(run))?.[1] ?? 0);
    const subject = `${this.scenario.seed}/${type}/${image}/${labels.text('step-index')}/${attempt}`;
    const random = Random.of(subject);
    // Whether a background run fails before the update is through is a race.
    if (type === 'Background' && isCalm) return random.pick('Successful', 'never');
    if (random.chance(0.6)) return 'Successful';
    return random.pick('Failed', 'Error', 'Inconclusive', type === 'Background' ? 'never' : 'Successful');
  }

  #spread(object: JsonObject): void {
    for (const controller of this.controllers) controller.notice(object);
    this.kubelet.notice(this.now);
    if (object['kind'] === 'AnalysisRun') this.analyst.notice(this.now);
  }
}

/** The services that a canary's traffic goes to; of a pair that takes turns, as it stands now. */
function trafficServices(
  { canaryService, stableService, pingPong }: CanaryStrategy,
  { canary: { stablePingPong } }: RolloutStatus,
): { readonly canary: string; readonly stable: string } {
  if (pingPong === undefined) return { canary: canaryService, stable: stableService };
  const { pingService, pongService } = pingPong;
  return stablePingPong === 'ping'
    ? { canary: pongService, stable: pingService }
    : { canary: pingService, stable: pongService };
}
