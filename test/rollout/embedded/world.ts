import { inProcessHttp } from '../../../src/cli/embedded/in-process-http.ts';
import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { isCompleted } from '../../../src/resources/run-status.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import type { RolloutStatus } from '../../../src/rollout/status.ts';
import type { Strategy } from '../../../src/rollout/strategy.ts';
import type { Api, ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';
import type { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { kindOf, nameOf, ownerOf } from '../model/cluster.ts';
import { endingOf } from '../model/ending.ts';
import type { Judged } from '../model/judged.ts';
import { availableOf, imageIn, selectedBy, setWithHash, sizesOf, startingObjects } from '../model/objects.ts';
import type { Split } from '../model/router.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Hands, Taker } from '../model/users.ts';
import { splitIn, virtualService, weightsIn } from './istio.ts';
import { COLLECTIONS, isKind } from './kinds.ts';
import { aboutOf, realSpec, replyFor, templates } from './spec.ts';
import { hearAll, Store } from './store.ts';

/** An embedded cluster as users and invariants see it. */
export class World implements Judged, Hands, Taker {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly cluster = new Store();
  /** Every change of what scenarios are about, in order. */
  readonly history: WatchEvent[] = [];
  readonly trace: string[] = [];
  /** Of ReplicaSets, as `ReplicaSet/NAME`. */
  readonly broken: Set<string>;
  readonly http = inProcessHttp(({ url }) => replyFor(this.#endingFor(url)));
  /** When something last happened that is more than a look of an analysis. */
  changedAt: Instant;
  retries = 0;
  readonly #api: Api;
  readonly #startedAt: Instant;

  /** @param broken  ReplicaSets whose pods have died, for those who say what pods do */
  constructor(scenario: Scenario, api: Api, clock: VirtualClock, broken: Set<string>) {
    this.scenario = scenario;
    this.clock = clock;
    this.broken = broken;
    this.#api = api;
    this.#startedAt = clock.now();
    this.changedAt = clock.now();
    hearAll(api, (event) => this.#hear(event));
  }

  /** Makes the Rollout, and what it names. */
  furnish(): void {
    const given = startingObjects(realSpec(this.scenario.spec)).filter(
      (object) => kindOf(object) !== 'AnalysisTemplate',
    );
    for (const object of [...templates(), ...this.#routes(), ...given]) {
      this.#ask({ method: 'POST', path: collectionOf(object), query: {}, body: object });
    }
  }

  #routes(): readonly JsonObject[] {
    const canary = new Fields(this.scenario.spec).below('strategy').below('canary');
    if (canary.object('trafficRouting') === undefined) return [];
    return [
      canary.object('pingPong') === undefined ? virtualService('stable', 'canary') : virtualService('pong', 'ping'),
    ];
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

  get replicaSets(): readonly JsonObject[] {
    return this.cluster.of('ReplicaSet').filter((set) => ownerOf(set) === 'Rollout/shop');
  }

  get sizes(): Readonly<Record<string, number>> {
    return sizesOf(this.replicaSets);
  }

  get routers(): ReadonlyMap<string, { readonly split: Split }> {
    const routed = this.#routed;
    return new Map(routed && [['istio', { split: splitIn(routed, this.rollout, this.of('Service')) }]]);
  }

  get traffic(): ReadonlyMap<string, number> {
    const { strategy } = this;
    const services = this.of('Service');
    if (strategy.kind === 'blueGreen') return new Map([[selectedBy(services, strategy.activeService), 1]]);
    const shares = new Map<string, number>();
    for (const [host, weight] of this.#weights) {
      const hash = selectedBy(services, host);
      shares.set(hash, (shares.get(hash) ?? 0) + weight / 100);
    }
    return shares;
  }

  takesTraffic(service: string): boolean {
    const { strategy } = this;
    return strategy.kind === 'blueGreen' ? service === strategy.activeService : (this.#weights.get(service) ?? 0) > 0;
  }

  imageOf(hash: string): string {
    return imageIn(setWithHash(this.replicaSets, hash));
  }

  availableOf(hash: string): number {
    return availableOf(setWithHash(this.replicaSets, hash));
  }

  of(kind: string): readonly JsonObject[] {
    return this.cluster.of(kind);
  }

  get(kind: string, name: string): JsonObject {
    return this.cluster.get(kind, name);
  }

  patch(kind: string, name: string, patch: JsonObject): void {
    const { status, ...rest } = realSpec(patch);
    const path = `${isKind(kind) ? COLLECTIONS[kind] : ''}/${name}`;
    const send = (path: string, body: JsonObject): void =>
      this.#ask({ method: 'PATCH', path, query: {}, contentType: 'application/merge-patch+json', body });
    if (Object.keys(rest).length > 0) send(path, rest);
    if (status !== undefined) send(`${path}/status`, { status });
  }

  kill(set: JsonObject, count: number): void {
    const owner = `ReplicaSet/${nameOf(set)}`;
    this.broken.add(owner);
    const pods = this.of('Pod').filter((pod) => ownerOf(pod) === owner);
    for (const pod of pods.slice(0, count)) {
      const query = { gracePeriodSeconds: '0' };
      this.#ask({ method: 'DELETE', path: `${COLLECTIONS.Pod}/${nameOf(pod)}`, query });
    }
  }

  /** The first pod of a release gets unready, or all of them ready again. */
  setReady(image: string, isReady: boolean): void {
    const set = this.replicaSets.find((set) => imageIn(set) === image);
    const owner = `ReplicaSet/${set === undefined ? '' : nameOf(set)}`;
    const pods = this.of('Pod').filter((pod) => ownerOf(pod) === owner);
    const annotations = { 'test/ready': isReady ? null : 'false' };
    for (const pod of isReady ? pods : pods.slice(0, 1)) this.patch('Pod', nameOf(pod), { metadata: { annotations } });
  }

  say(text: string): void {
    this.trace.push(`${((this.clock.now() - this.#startedAt) / 1000).toFixed(2)} ${text}`);
  }

  /** Moves on. */
  async pass(length: number): Promise<void> {
    await this.clock.run(after(this.clock.now(), millisOf(length)));
  }

  /** What traffic goes through, where it is routed. */
  get #routed(): JsonObject | undefined {
    return this.cluster.find('VirtualService', 'shop');
  }

  get #weights(): ReadonlyMap<string, number> {
    return this.#routed === undefined ? new Map() : weightsIn(this.#routed);
  }

  #hear(event: WatchEvent): void {
    this.cluster.hear(event);
    this.history.push(event);
    if (kindOf(event.object) !== 'AnalysisRun') this.changedAt = this.clock.now();
  }

  #ask(call: ApiCall): void {
    const { status, body } = this.#api.answer({ userAgent: 'user', ...call });
    if (status >= 300) throw new Error(`${call.method} ${call.path}: ${JSON.stringify(body)}`);
  }

  /** How the run ends that asks there. */
  #endingFor(url: URL): ReturnType<typeof endingOf> {
    const about = aboutOf(url);
    const runs = this.of('AnalysisRun').filter((run) => !isCompleted(new Fields(run).below('status').text('phase')));
    const run = runs.find((run) => {
      const args = new Fields(run).below('spec').list('args').filter(isJsonObject);
      const says = (name: string, value: string): boolean =>
        args.some((arg) => arg['name'] === name && arg['value'] === value);
      return says('purpose', about.purpose) && says('hash', about.hash);
    });
    // Nobody hears of a run that is over.
    return run === undefined ? 'Successful' : endingOf(run, this.#imageFor(run, about.hash), this.scenario);
  }

  /** Hashes of Experiments are others than those of the Rollout. */
  #imageFor(run: JsonObject, hash: string): string {
    const isOfExperiment = ownerOf(run)?.startsWith('Experiment/') === true;
    const sets = isOfExperiment ? this.of('ReplicaSet') : this.replicaSets;
    return imageIn(setWithHash(sets, hash));
  }
}

function collectionOf(object: JsonObject): string {
  const kind = kindOf(object);
  if (!isKind(kind)) throw new Error(`nobody knows where a ${kind} goes`);
  return COLLECTIONS[kind];
}
