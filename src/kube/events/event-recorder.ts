import { type Clock, waitUntil } from '../../core/clock.ts';
import { isFault } from '../../core/fault.ts';
import { growingPause } from '../../core/growing-pause.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import type { Cluster } from '../cluster.ts';
import { refusalOf } from '../refusal.ts';
import { collectionPath, objectPath } from '../resource.ts';
import { againPatch, EVENTS, eventManifest, identityOf, namespaceOf, type ObjectEvent, subjectOf } from './event.ts';
import { SentEvents } from './sent-events.ts';
import { type Waiting, WaitingEvents } from './waiting-events.ts';

export interface EventRecorderOptions {
  readonly cluster: Cluster;
  /** One that does not jump (see `steadyClock`). */
  readonly clock: Clock;
  /** Who tells; upstream's controller is `rollouts-controller`. */
  readonly component: string;
  /** Whether this process may write at this moment; while it may not, events wait. */
  readonly mayWrite: () => boolean;
  /** Hears that events are lost: too many waited, or the API refused them. */
  readonly onDrop: (count: number, why: string) => void;
}

/** Most events that wait; an API that is away for long must not fill the memory. */
const MOST_WAITING = 20_000;
const MOST_REMEMBERED = 4_096;
/** A burst is spread over this time, so that it does not stand in the way of what matters more. Half a minute is promised. */
const WITHIN_MS = 20_000;
const TICK_MS = 50;
/** So many are not spread. */
const FEW = 50;
const AT_A_TIME = 8;
const PAUSE = { firstMs: 200, longestMs: 5_000 };

/**
 * Sends events of Kubernetes behind the back of whoever tells them. An event that says the same as one before of the same
 * object is counted on, not written again.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #waiting = new WaitingEvents(MOST_WAITING);
  readonly #sent = new SentEvents(MOST_REMEMBERED);
  /** By what they are about: the events of an object are sent one after the other, so that they are seen in their order. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #hurry = new AbortController();
  #running: Promise<void> | undefined;
  #endAt: Instant | undefined;
  #failures = 0;
  #isSoon = false;
  /** How many more may be sent in this tick. */
  #allowance = 0;
  #ids = 0n;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  /** How many different events wait. */
  get depth(): number {
    return this.#waiting.size + this.#underWay.size;
  }

  /** Takes an event; it is sent soon. Never throws and never waits. */
  record(event: ObjectEvent): void {
    const now = this.#options.clock.now();
    this.#add({ event, count: 1, firstAt: now, lastAt: now, since: now });
    this.#running ??= this.#run();
    // After whoever tells has told all: the same again is counted on, not sent twice.
    if (!this.#isSoon) queueMicrotask(() => this.#sendFew());
    this.#isSoon = true;
  }

  /** Sends what waits without sparing anybody, for as long as `within` at most; what is left is dropped. Record nothing afterwards. */
  async stop(within: Millis): Promise<void> {
    const { clock } = this.#options;
    this.#endAt = after(clock.now(), within);
    this.#hurry.abort();
    const isOver = new AbortController();
    const ended = (this.#running ?? Promise.resolve()).then(() => isOver.abort());
    await Promise.race([ended, waitUntil(clock, this.#endAt, isOver.signal)]);
    this.#drop(this.#waiting.clear(), 'the controller ends');
  }

  /** Few events are no burden, and somebody may wait for them. */
  #sendFew(): void {
    this.#isSoon = false;
    if (this.#failures > 0 || this.#waiting.size > FEW || !this.#options.mayWrite()) return;
    this.#allowance = this.#waiting.size;
    this.#sendSome();
  }

  async #run(): Promise<void> {
    while (this.depth > 0 && !this.#isPastEnd()) {
      await this.#pause();
      this.#allowance = this.#share();
      this.#sendSome();
    }
    this.#running = undefined;
  }

  /** With the end in sight there are no pauses: what paces is the API itself. */
  async #pause(): Promise<void> {
    const { clock, mayWrite } = this.#options;
    const { signal } = this.#hurry;
    if (signal.aborted && this.#failures === 0 && mayWrite()) {
      await Promise.race(this.#underWay.size > 0 ? this.#underWay.values() : [Promise.resolve()]);
      return;
    }
    const length = this.#failures > 0 ? growingPause(this.#failures, PAUSE) : millisOf(TICK_MS);
    return waitUntil(clock, after(clock.now(), length), signal.aborted ? undefined : signal);
  }

  #isPastEnd(): boolean {
    return this.#endAt !== undefined && this.#options.clock.now() >= this.#endAt;
  }

  #sendSome(): void {
    while (this.#allowance > 0 && this.#underWay.size < AT_A_TIME) {
      const waiting = this.#waiting.take((event) => !this.#underWay.has(subjectOf(event)));
      if (waiting === undefined) return;
      this.#allowance -= 1;
      const subject = subjectOf(waiting.event);
      const delivered = this.#deliver(identityOf(waiting.event), waiting).then(() => {
        this.#underWay.delete(subject);
        this.#sendSome();
      });
      this.#underWay.set(subject, delivered);
    }
  }

  /** How many may be sent up to the next tick, so that the oldest is in time and the rest are spread evenly. */
  #share(): number {
    if (!this.#options.mayWrite()) return 0;
    // Whether the API is back is found out with one event, not with many.
    if (this.#failures > 0) return 1;
    if (this.#hurry.signal.aborted || this.#waiting.size <= FEW) return this.#waiting.size;
    const now = this.#options.clock.now();
    const left = WITHIN_MS - (now - (this.#waiting.since ?? now));
    return Math.ceil((this.#waiting.size * TICK_MS) / Math.max(left, 1_000));
  }

  async #deliver(identity: string, waiting: Waiting): Promise<void> {
    try {
      await this.#send(identity, waiting);
      this.#failures = 0;
    } catch (error) {
      if (isFault(error, 'CLUSTER_UNREACHABLE')) {
        this.#failures += 1;
        this.#allowance = 0;
        this.#add(waiting);
      } else {
        this.#failures = 0;
        this.#drop(waiting.count, error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #send(identity: string, waiting: Waiting): Promise<void> {
    const known = this.#sent.get(identity);
    if (known !== undefined) {
      const times = { ...waiting, count: known.count + waiting.count };
      if (await this.#countOn(known.name, times)) {
        this.#sent.put(identity, { ...known, count: times.count });
        return;
      }
    }
    const { event } = waiting;
    const body = eventManifest(event, waiting, this.#options.component, this.#nextId());
    const path = collectionPath(EVENTS, namespaceOf(event));
    await this.#options.cluster.request({ method: 'POST', path, body });
    const name = textIn(objectIn(body, 'metadata'), 'name');
    this.#sent.put(identity, { name, count: waiting.count });
  }

  /** False when the API has forgotten the event, which it does after an hour. */
  async #countOn(name: string, waiting: Waiting): Promise<boolean> {
    const path = objectPath(EVENTS, { namespace: namespaceOf(waiting.event), name });
    try {
      await this.#options.cluster.request({ method: 'PATCH', path, patch: 'merge', body: againPatch(waiting) });
      return true;
    } catch (error) {
      if (refusalOf(error)?.code !== 404) throw error;
      return false;
    }
  }

  #add(waiting: Waiting): void {
    this.#drop(this.#waiting.add(waiting), `more than ${MOST_WAITING} events wait`);
  }

  #drop(count: number, why: string): void {
    if (count > 0) this.#options.onDrop(count, why);
  }

  /** The moment in nanoseconds, as upstream's names have it; no two are the same. */
  #nextId(): string {
    const now = BigInt(Math.floor(this.#options.clock.now())) * 1_000_000n;
    this.#ids = now > this.#ids ? now : this.#ids + 1n;
    return this.#ids.toString(16);
  }
}
