import { after, millisOf } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { istioCrds } from '../../scenarios/support/istio-crds.ts';
import { openBareCluster } from '../../support/bare-cluster.ts';
import { Broken, type Course } from '../model/course.ts';
import type { Deed } from '../model/deeds.ts';
import { endState } from '../model/end-state.ts';
import { restProblem } from '../model/invariants/rest.ts';
import { type Disruption, Mishaps } from '../model/mishaps.ts';
import { Random } from '../model/random.ts';
import type { Scenario } from '../model/scenario.ts';
import { perform } from '../model/users.ts';
import { attemptOf } from './attempts.ts';
import { type Around, Process } from './controllers.ts';
import type { Asked, Fate } from './gate.ts';
import { problemOfRoute, problemWith } from './invariants.ts';
import { COLLECTIONS, isKind, type Kind, pluralOf } from './kinds.ts';
import { podsThatVary } from './pods.ts';
import { describe, readable } from './report.ts';
import { World } from './world.ts';

/** How a scenario went on an embedded cluster. */
export interface EmbeddedCourse extends Course {
  /** Every change of every object, byte for byte. */
  readonly bytes: () => string;
}

/** Deeds after which an analysis may be made again. */
const AGAIN: ReadonlySet<Deed['kind']> = new Set(['retry', 'promote', 'promoteFull', 'resume', 'steps']);

/** Longer than any length of a spec but the endless one. */
const QUIET = millisOf(2_500_000);
/** How long it may take to come to rest. */
const PATIENCE = 60 * 3_600_000;

/** Plays a scenario on an embedded cluster to its end. @throws Broken */
export async function play(scenario: Scenario): Promise<EmbeddedCourse> {
  const clock = new VirtualClock();
  const chance = new Random(scenario.seed);
  const random = (): number => chance.next();
  const broken = new Set<string>();
  const behaviourOf = podsThatVary((owner) => broken.has(owner));
  const embedded = await openBareCluster({ clock, random, tellsEvents: false, behaviourOf }, istioCrds());
  const world = new World(scenario, embedded.api, clock, broken);
  const driver = new Driver(world, { api: embedded.api, clock, random });
  try {
    return await driver.play();
  } finally {
    driver.stop();
    embedded.stop();
  }
}

class Driver {
  readonly #world: World;
  readonly #around: Around;
  readonly #mishaps: Mishaps;
  readonly #rests: string[] = [];
  #quiet = QUIET;
  #processes: Process[] = [];
  /** What was found wrong while a controller was at work. */
  #problem: string | undefined;

  constructor(world: World, around: Pick<Around, 'api' | 'clock' | 'random'>) {
    this.#world = world;
    this.#mishaps = new Mishaps(world.scenario.faults);
    this.#around = {
      ...around,
      http: world.http,
      words: isLed(world.scenario) ? [] : ['--leader-elect=false'],
      decide: (asked, by) => this.#decide(asked, by),
      isAway: () => world.clock.now() < this.#mishaps.outageUntil,
    };
  }

  async play(): Promise<EmbeddedCourse> {
    const world = this.#world;
    const { scenario, trace, history } = world;
    world.furnish();
    await this.#start('A', 0);
    await this.#rest();
    for (const { after: length, deed } of scenario.happenings) {
      if (scenario.pace === 'hasty') {
        await this.#stumble(deed);
        await this.#pass(length);
      }
      await this.#perform(deed);
      if (scenario.pace === 'calm') await this.#rest();
    }
    await this.#rest();
    if (scenario.pace === 'hasty' && scenario.seed % 2 === 1) await this.#end();
    return { trace, rests: this.#rests, bytes: () => JSON.stringify(history) };
  }

  stop(): void {
    for (const process of this.#processes) process.kill();
  }

  /** Whatever happened, a good release and a user who promotes it bring everything in order. */
  async #end(): Promise<void> {
    const world = this.#world;
    await this.#perform({ kind: 'resume' });
    await this.#perform({ kind: 'scale', replicas: 3 });
    await this.#perform({ kind: 'release', image: 'shop:last' });
    await this.#rest();
    for (let tries = 0; tries < 10 && world.status.phase !== 'Healthy'; tries += 1) {
      const isFull = world.scenario.seed % 3 === 0;
      await this.#perform({ kind: isFull ? 'promoteFull' : world.status.abort ? 'retry' : 'promote' });
      await this.#rest();
    }
    const { phase, message } = world.status;
    if (phase !== 'Healthy') this.#break(`the last release ends ${phase}: ${message}`);
  }

  #start(name: string, skew: number): Promise<void> {
    const process = new Process(name, skew, this.#around);
    this.#processes.push(process);
    return this.#watched(process.started());
  }

  /** A controller may hear of one deed before the next is done. */
  async #perform(deed: Deed): Promise<void> {
    const world = this.#world;
    const words = Object.values(deed).map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
    world.say(`-- ${words.join(' ')}`);
    perform(deed, world, world, world.clock.now());
    if (AGAIN.has(deed.kind)) world.retries += 1;
    await world.clock.settle();
  }

  /** Before some deeds a pod of the first release gets unready, for half a minute. */
  async #stumble(deed: Deed): Promise<void> {
    const world = this.#world;
    if (deed.kind !== 'promote' && deed.kind !== 'abort') return;
    world.say('-- unready');
    world.setReady('shop:1', false);
    await world.clock.settle();
    this.#later(30, () => world.setReady('shop:1', true));
  }

  async #pass(length: number): Promise<void> {
    await this.#world.pass(length);
    if (this.#problem !== undefined) this.#break(this.#problem);
  }

  async #rest(): Promise<void> {
    const world = this.#world;
    const begun = world.clock.now();
    for (;;) {
      if (world.clock.now() - begun > PATIENCE) this.#break('the world does not come to rest');
      // A clock that jumps meanwhile makes what is waited for longer.
      const until = after(world.changedAt, this.#quiet);
      if (until <= world.clock.now()) break;
      await this.#pass(until - world.clock.now());
    }
    const problem = restProblem(world);
    if (problem !== undefined) this.#break(problem);
    this.#rests.push(endState(world));
    world.say(`== ${this.#rests.at(-1)}`);
  }

  #decide(asked: Asked, by: Process): Fate {
    const world = this.#world;
    world.say(`${by.name} ${describe(asked)}`);
    const attempt = attemptOf(asked, by.gate.seen, world.of('Pod'));
    this.#problem ??= problemWith(attempt, world) ?? problemOfRoute(asked, by.gate.seen, world);
    const isRoute = asked.place.plural === 'virtualservices';
    const { fate, disruptions } = this.#mishaps.meet(isRoute, world.clock.now());
    if (fate.kind !== 'done') world.say(`!! ${JSON.stringify(fate)}`);
    for (const disruption of disruptions) this.#disrupt(disruption);
    const kill = disruptions.find((disruption) => disruption.kind === 'kill');
    if (kill !== undefined) {
      this.#kill(by, kill.seconds);
      return { kind: 'killed', isWritten: kill.isWritten };
    }
    return fate.kind === 'refused' && isRoute ? { kind: 'refused', code: 500 } : fate;
  }

  #disrupt(disruption: Disruption): void {
    this.#world.say(`!! ${JSON.stringify(disruption)}`);
    switch (disruption.kind) {
      case 'jump':
        this.#quiet = millisOf(this.#quiet + Math.abs(1000 * disruption.seconds));
        for (const process of this.#living) process.jump(1000 * disruption.seconds);
        return;
      case 'outage':
        return this.#hang(Object.keys(COLLECTIONS).filter(isKind), disruption.seconds);
      case 'hang':
        return this.#hang(disruption.kinds.filter(isKind), disruption.seconds);
      case 'twin':
        return this.#twin(disruption);
      case 'kill':
    }
  }

  #hang(kinds: readonly Kind[], seconds: number): void {
    for (const { gate } of this.#living) this.#later(seconds, gate.hang(kinds.map(pluralOf)));
  }

  #kill(process: Process, seconds: number): void {
    process.kill();
    this.#later(seconds, () => void this.#start(process.name, process.skew));
  }

  /** A second process waits for the lease. After a while one of the two goes: as an operator ends it, or at once. */
  #twin({ seconds, skew }: Extract<Disruption, { kind: 'twin' }>): void {
    const [first] = this.#living;
    const name = `B${this.#processes.length}`;
    void this.#start(name, (first?.skew ?? 0) + 1000 * skew);
    this.#later(seconds, () => {
      const [one, ...others] = this.#living;
      const last = others.at(-1);
      if (one === undefined || last === undefined) return;
      this.#world.say(`!! ${skew === 0 ? `${one.name} ends` : `${(skew < 0 ? one : last).name} dies`}`);
      if (skew === 0) void this.#watched(one.end());
      else (skew < 0 ? one : last).kill();
    });
  }

  get #living(): readonly Process[] {
    return this.#processes.filter(({ isDead }) => !isDead);
  }

  #later(seconds: number, ring: () => void): void {
    const { clock } = this.#world;
    clock.alarm(after(clock.now(), millisOf(1000 * seconds)), ring);
  }

  async #watched(promise: Promise<void>): Promise<void> {
    await promise.catch((error: unknown) => {
      this.#problem ??= String(error);
    });
  }

  #break(message: string): never {
    throw new Broken(message, readable(this.#world));
  }
}

/** Whether controllers need a lease: there are two. */
function isLed({ faults }: Scenario): boolean {
  return faults.some(({ kind }) => kind === 'twin');
}
