import { after, earliest, type Instant, millisOf } from '../../../src/core/instant.ts';
import { Controller } from './controller.ts';
import { Broken, type Course } from './course.ts';
import type { Deed } from './deeds.ts';
import { endState } from './end-state.ts';
import { isIdleAt } from './idle.ts';
import { checkAttempt, checkRest, checkWorld } from './invariants.ts';
import { type Disruption, Mishaps } from './mishaps.ts';
import { Random } from './random.ts';
import { describe, readable } from './report.ts';
import type { Scenario } from './scenario.ts';
import { type Attempt, type Sync, startSync } from './sync.ts';
import { perform } from './users.ts';
import { World } from './world.ts';

/** Plays a scenario to its end. @throws Broken */
export function play(scenario: Scenario): Course {
  return new Driver(scenario).play();
}

/** A sync that is under way: it is about to make its attempt. */
interface Running {
  readonly sync: Sync;
  readonly key: string;
  readonly attempt: Attempt;
}

/** Further ahead than any length but the endless one, and any jump of the clock. */
const HORIZON = millisOf(20 * 3_600_000);
/** How long a write, or a sync, takes. */
const WRITE = millisOf(20);
/** Syncs in a row, while nobody else does anything, after which a controller is taken to go round in circles. */
const LIMIT = 40;

/** Deeds after which an analysis may be made again. */
const AGAIN: ReadonlySet<Deed['kind']> = new Set(['retry', 'promote', 'promoteFull', 'resume', 'steps']);

/** Such syncs before a controller is taken to poll. */
const IDLE_LIMIT = 60;
/** Nobody has a reason to look more often where nothing happens. */
const POLL = millisOf(9000);

class Driver {
  readonly #world: World;
  readonly #mishaps: Mishaps;
  readonly #random: Random;
  readonly #running = new Map<Controller, Running>();
  readonly #timers: { readonly at: Instant; readonly ring: () => void }[] = [];
  readonly #rests: string[] = [];
  readonly #isUndisturbed: boolean;
  /** Syncs since something came from elsewhere. */
  #ownSyncs = 0;
  /** Syncs, one soon after the other, since anything was written. */
  #idleSyncs = 0;
  #versionSeen = 0;
  #lookedAt: Instant;

  constructor(scenario: Scenario) {
    this.#world = new World(scenario);
    this.#lookedAt = this.#world.now;
    this.#mishaps = new Mishaps(scenario.faults);
    this.#random = new Random(scenario.seed);
    this.#isUndisturbed = scenario.faults.length === 0;
  }

  play(): Course {
    const { scenario } = this.#world;
    this.#rest();
    for (const { after: length, deed } of scenario.happenings) {
      if (scenario.pace === 'hasty') this.#pass(length);
      this.#perform(deed);
      if (scenario.pace === 'calm') this.#rest();
    }
    this.#rest();
    // Half of them are enough to see that it can be done from anywhere.
    if (scenario.pace === 'hasty' && scenario.seed % 2 === 1) this.#end();
    return { trace: this.#world.trace, rests: this.#rests };
  }

  /** Whatever happened, a good release and a user who promotes it bring everything in order. */
  #end(): void {
    this.#perform({ kind: 'resume' });
    this.#perform({ kind: 'scale', replicas: 3 });
    this.#perform({ kind: 'release', image: 'shop:last' });
    this.#rest();
    const isFull = this.#random.chance(0.3);
    for (let tries = 0; tries < 10 && this.#world.status.phase !== 'Healthy'; tries += 1) {
      this.#perform({ kind: isFull ? 'promoteFull' : this.#world.status.abort ? 'retry' : 'promote' });
      this.#rest();
    }
    const { phase, message } = this.#world.status;
    if (phase !== 'Healthy') this.#break(`the last release ends ${phase}: ${message}`);
  }

  #perform(deed: Deed): void {
    const world = this.#world;
    world.say(
      `-- ${Object.values(deed)
        .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
        .join(' ')}`,
    );
    perform(deed, world.cluster, world.kubelet, world.now);
    this.#ownSyncs = 0;
    if (AGAIN.has(deed.kind)) world.retries += 1;
  }

  #pass(length: number): void {
    const until = after(this.#world.now, millisOf(length));
    while (this.#world.now < until && this.#turn(until));
  }

  #rest(): void {
    for (let turns = 0; ; turns += 1) {
      if (turns > 4000) this.#break('the world does not come to rest');
      if (!this.#isAtRest()) this.#turn(undefined);
      else break;
    }
    const { controllers, now } = this.#world;
    if (!controllers.every((controller) => isIdleAt(this.#world, controller, now))) {
      this.#break('a plan has more to do when it is made again at once');
    }
    const problem = checkRest(this.#world);
    if (problem !== undefined) this.#break(problem);
    this.#rests.push(endState(this.#world));
    this.#world.say(`== ${this.#rests.at(-1)}`);
  }

  /** Does the next thing, whatever it is; false if that is not before the limit. */
  #turn(limit: Instant | undefined): boolean {
    const world = this.#world;
    this.#elapse();
    const able = world.controllers.filter((controller) => this.#isAble(controller));
    const controller = able.length > 1 ? able[this.#random.whole(0, able.length - 1)] : able[0];
    if (controller !== undefined) {
      this.#advance(controller);
      return true;
    }
    const next = this.#nextMoment();
    if (limit !== undefined && next >= limit) {
      world.now = limit;
      return false;
    }
    world.now = next > world.now ? next : world.now;
    return true;
  }

  /** What others do by now. */
  #elapse(): void {
    const { now, kubelet, analyst, cluster } = this.#world;
    const before = cluster.version;
    for (const timer of this.#timers.filter(({ at }) => at <= now)) {
      this.#timers.splice(this.#timers.indexOf(timer), 1);
      timer.ring();
    }
    if (kubelet.dueAt !== undefined && kubelet.dueAt <= now) kubelet.tick(now);
    if (analyst.dueAt !== undefined && analyst.dueAt <= now) analyst.tick(now);
    if (cluster.version !== before) this.#ownSyncs = 0;
  }

  #isAble(controller: Controller): boolean {
    return this.#running.has(controller) || controller.dueAt(this.#world.now) <= this.#world.now;
  }

  #nextMoment(): Instant {
    const { now, kubelet, analyst, controllers } = this.#world;
    const next = earliest([
      kubelet.dueAt,
      analyst.dueAt,
      ...this.#timers.map(({ at }) => at),
      ...controllers.map((controller) => controller.dueAt(now)),
    ]);
    return next ?? this.#break('nothing will ever happen again');
  }

  #advance(controller: Controller): void {
    const running = this.#running.get(controller);
    if (running === undefined) this.#start(controller);
    else this.#attempt(controller, running);
    this.#world.now = after(this.#world.now, WRITE);
  }

  #start(controller: Controller): void {
    const world = this.#world;
    const item = controller.next(world.now);
    if (item === undefined) return;
    this.#ownSyncs = item.why === 'change' ? this.#ownSyncs + 1 : 0;
    // Two whose clocks differ take turns in writing their times, for as long as there are two.
    if (world.controllers.length > 1) this.#ownSyncs = 0;
    if (this.#ownSyncs > LIMIT) this.#break(`${item.key} goes round in circles`);
    const isHasty = world.cluster.version === this.#versionSeen && world.now < after(this.#lookedAt, POLL);
    this.#idleSyncs = isHasty ? this.#idleSyncs + 1 : 0;
    this.#versionSeen = world.cluster.version;
    this.#lookedAt = world.now;
    if (this.#idleSyncs > IDLE_LIMIT) this.#break(`${item.key} is looked at again and again for nothing`);
    const sync = startSync(controller, item.key, world, world.now);
    this.#follow(controller, item.key, sync, sync.next());
    const attempt = this.#running.get(controller)?.attempt;
    if (attempt === undefined || attempt.action.kind === 'route' || !this.#isUndisturbed) return;
    if (item.why === 'resync') this.#break(`only a resync finds something to do: ${describe(attempt)}`);
  }

  #follow(controller: Controller, key: string, sync: Sync, step: ReturnType<Sync['next']>): void {
    const world = this.#world;
    if (step.done !== true) {
      this.#running.set(controller, { sync, key, attempt: step.value });
      return;
    }
    this.#running.delete(controller);
    controller.finish(key, step.value, world.now);
    if (step.value.error !== undefined) world.say(`${controller.name} ${key} fails: ${step.value.error}`);
  }

  #attempt(controller: Controller, { sync, key, attempt }: Running): void {
    const world = this.#world;
    const problem = checkAttempt(attempt, world);
    const { fate, disruptions } = this.#mishaps.meet(attempt.action.kind === 'route', world.now);
    world.say(`${controller.name} ${describe(attempt)}${fate.kind === 'done' ? '' : ` (${fate.kind})`}`);
    if (problem !== undefined) this.#break(problem);
    const kill = disruptions.find((disruption) => disruption.kind === 'kill');
    for (const disruption of disruptions) this.#disrupt(disruption);
    if (kill !== undefined && !kill.isWritten) return this.#kill(controller, kill.seconds);
    this.#follow(controller, key, sync, sync.next(fate));
    const harm = attempt.action.kind.startsWith('create') ? checkWorld(world) : undefined;
    if (harm !== undefined) this.#break(harm);
    if (kill !== undefined) this.#kill(controller, kill.seconds);
  }

  #disrupt(disruption: Disruption): void {
    const world = this.#world;
    world.say(`!! ${JSON.stringify(disruption)}`);
    const [first] = world.controllers;
    switch (disruption.kind) {
      case 'jump':
        for (const controller of world.controllers) controller.skew += 1000 * disruption.seconds;
        return;
      case 'outage':
        return this.#hang(['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'Experiment', 'Pod'], disruption.seconds);
      case 'hang':
        return this.#hang(disruption.kinds, disruption.seconds);
      case 'twin': {
        const twin = new Controller('B', world.cluster, (first?.skew ?? 0) + 1000 * disruption.skew);
        world.controllers.push(twin);
        return this.#later(disruption.seconds, () => this.#stop(twin));
      }
      case 'kill':
    }
  }

  #hang(kinds: readonly string[], seconds: number): void {
    for (const controller of this.#world.controllers) {
      controller.cache.hang(kinds);
      this.#later(seconds, () => {
        controller.cache.catchUp();
        controller.lookAtAll();
      });
    }
  }

  #kill(controller: Controller, seconds: number): void {
    this.#stop(controller);
    const world = this.#world;
    if (controller.name !== 'A') return;
    this.#later(seconds, () => {
      world.controllers.push(new Controller(controller.name, world.cluster, controller.skew));
    });
  }

  #stop(controller: Controller): void {
    this.#running.delete(controller);
    this.#world.controllers = this.#world.controllers.filter((other) => other !== controller);
  }

  #later(seconds: number, ring: () => void): void {
    this.#timers.push({ at: after(this.#world.now, millisOf(1000 * seconds)), ring });
  }

  /** Nobody does anything, nor will in the time that can be foreseen. */
  #isAtRest(): boolean {
    const world = this.#world;
    const { kubelet, analyst, controllers } = world;
    if (kubelet.dueAt !== undefined || analyst.dueAt !== undefined || this.#timers.length > 0) return false;
    if (this.#running.size > 0 || this.#mishaps.outageUntil > world.now) return false;
    const later = after(world.now, HORIZON);
    return controllers.every((controller) => {
      const dueAt = controller.dueAt(world.now);
      return dueAt > after(world.now, POLL) && isIdleAt(world, controller, dueAt) && isIdleAt(world, controller, later);
    });
  }

  #break(message: string): never {
    throw new Broken(message, readable(this.#world));
  }
}
