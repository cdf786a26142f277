import { after, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import type { RolloutStatus } from '../../../src/rollout/status.ts';
import type { Strategy } from '../../../src/rollout/strategy.ts';
import type { RouterAnswer, Routing } from '../../../src/rollout/traffic/routing.ts';
import { Analyst, type Ending } from './analyst.ts';
import { Cluster, metadataOf, ownerOf } from './cluster.ts';
import { Controller } from './controller.ts';
import { endingOf } from './ending.ts';
import type { Judged } from './judged.ts';
import { Kubelet } from './kubelet.ts';
import { availableOf, hashOf, imageIn, setWithHash, sizesOf, startingObjects } from './objects.ts';
import { Random } from './random.ts';
import { Router } from './router.ts';
import type { Scenario } from './scenario.ts';
import type { Fate, Place } from './sync.ts';
import { takesTraffic, trafficOf, trafficServices } from './traffic.ts';

const T0 = instantOf(Date.UTC(2026, 0, 1));

/** Everything there is, and what time it is. */
export class World implements Place, Judged {
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

  get traffic(): ReadonlyMap<string, number> {
    return trafficOf(this);
  }

  takesTraffic(service: string): boolean {
    return takesTraffic(service, this);
  }

  get sizes(): Readonly<Record<string, number>> {
    return sizesOf(this.replicaSets);
  }

  imageOf(hash: string): string {
    return imageIn(setWithHash(this.replicaSets, hash));
  }

  availableOf(hash: string): number {
    return availableOf(setWithHash(this.replicaSets, hash));
  }

  #endingOf(run: JsonObject): Ending {
    const labels = new Fields(metadataOf(run)).below('labels');
    const [ownerKind = '', owner = ''] = ownerOf(run)?.split('/') ?? [];
    const about = ownerKind === 'Experiment' ? hashOf(this.cluster.find(ownerKind, owner)) : labels.text(HASH_LABEL);
    return endingOf(run, this.imageOf(about), this.scenario);
  }

  #spread(object: JsonObject): void {
    for (const controller of this.controllers) controller.notice(object);
    this.kubelet.notice(this.now);
    if (object['kind'] === 'AnalysisRun') this.analyst.notice(this.now);
  }
}
