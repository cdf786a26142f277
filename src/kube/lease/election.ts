import { type Clock, waitUntil } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { ApiRequest, Cluster } from '../cluster.ts';
import { versionOf } from '../metadata.ts';
import { refusalOf } from '../refusal.ts';
import { collectionPath, type ObjectName, objectPath } from '../resource.ts';
import { durationOf, givenBack, heldBy, holderOf, LEASES, newLease } from './lease.ts';

export interface LeaseTimes {
  /** How long others wait after they last saw a sign of the holder. */
  readonly duration: Millis;
  /** How long the holder goes on without having renewed. Shorter than `duration`: it has to stop before others begin. */
  readonly renewDeadline: Millis;
  /** Pause between two tries. */
  readonly retry: Millis;
}

/** Those of upstream. @see interfaces.md §10.1 */
export const LEASE_TIMES: LeaseTimes = {
  duration: millisOf(15_000),
  renewDeadline: millisOf(10_000),
  retry: millisOf(2_000),
};

export interface ElectionOptions {
  readonly lease: ObjectName;
  /** Of this process alone, such as host name and a random id. */
  readonly identity: string;
  readonly times: LeaseTimes;
  /** Hears that this process leads, or leads no more. */
  readonly onChange: (isLeading: boolean) => void;
  /** Hears that the API did not answer as it should; it is asked again by itself. */
  readonly onTrouble: (message: string) => void;
  readonly cluster: Cluster;
  /** One that does not jump (see `steadyClock`). */
  readonly clock: Clock;
  /** A number from 0 to below 1, evenly spread. */
  readonly random: () => number;
}

/** Of the pause between tries: who holds the lease need not hurry. */
const HOLDERS_PAUSE = 1.3;
/** How long giving the lease back may take. Milliseconds. */
const RELEASE_MS = 2_000;

/**
 * Tries for good to hold a Lease, so that of several processes one acts. Only what this process itself has seen counts, not
 * the times that others wrote: clocks differ. A process whose renewals fail stops leading at the deadline, goes on trying,
 * and leads again if nobody took the lease.
 */
export class Election {
  readonly #options: ElectionOptions;
  readonly #stop = new AbortController();
  readonly #over: Promise<void>;
  /** The lease as last seen, and when that version was first seen. */
  #seen: { readonly lease: JsonObject; readonly at: Instant } | undefined;
  /** Until when this process may act. */
  #until: Instant | undefined;
  #cancelDeadline = (): void => {};

  constructor(options: ElectionOptions) {
    this.#options = options;
    this.#over = this.#run();
  }

  /** Whether this process may act at this moment. */
  isLeading(): boolean {
    return this.#until !== undefined && this.#options.clock.now() < this.#until;
  }

  /** Leads no more, gives the lease back if it holds it, and resolves then. Work under way must have ended before. Never rejects. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelDeadline();
    this.#until = undefined;
    await this.#over;
    await this.#release().catch((error: unknown) => this.#options.onTrouble(textOf(error)));
  }

  async #run(): Promise<void> {
    const { clock, random, times, onTrouble } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#try().catch((error: unknown) => {
        if (!signal.aborted) onTrouble(textOf(error));
      });
      // The holder has time: two renewals more fit in before its deadline.
      const spread = this.isLeading() ? HOLDERS_PAUSE : 1 + random() / 5;
      await waitUntil(clock, after(clock.now(), millisOf(times.retry * spread)), signal);
    }
  }

  async #try(): Promise<void> {
    // The holder need not ask first: if the lease is not as it was last seen, the API refuses.
    if (this.#seen !== undefined && this.#isMine(this.#seen.lease) && (await this.#hold(this.#seen.lease))) return;
    const lease = await this.#look();
    if (!this.#isMine(lease)) this.#leadNoMore();
    if (this.#mayTake(lease)) await this.#hold(lease);
  }

  #isMine(lease: JsonObject): boolean {
    return holderOf(lease) === this.#options.identity;
  }

  #mayTake(lease: JsonObject): boolean {
    if (holderOf(lease) === '' || this.#isMine(lease)) return true;
    const seenAt = this.#seen?.at ?? this.#options.clock.now();
    return this.#options.clock.now() >= after(seenAt, durationOf(lease));
  }

  /** The lease as it is; a new one that the API does not know yet when there is none. */
  async #look(): Promise<JsonObject> {
    const { lease, clock } = this.#options;
    try {
      const found = await this.#ask({ method: 'GET', path: objectPath(LEASES, lease) });
      const isNews = this.#seen === undefined || versionOf(this.#seen.lease) !== versionOf(found);
      if (isNews) this.#seen = { lease: found, at: clock.now() };
      return found;
    } catch (error) {
      if (refusalOf(error)?.code !== 404) throw error;
      this.#seen = undefined;
      return newLease(lease);
    }
  }

  /** Writes that this process holds the lease. False when it has changed in the meantime: somebody else was faster. */
  async #hold(lease: JsonObject): Promise<boolean> {
    const { identity, times, clock } = this.#options;
    // Counted from before the request: others count from when they see it.
    const sentAt = clock.now();
    const body = heldBy(lease, identity, times.duration, sentAt);
    try {
      const held = await this.#write(lease, body);
      this.#seen = { lease: held, at: clock.now() };
      this.#leadUntil(after(sentAt, times.renewDeadline));
      return true;
    } catch (error) {
      const code = refusalOf(error)?.code;
      // A lease that is to be made is not there either when its namespace is missing: that has to be said.
      const isGone = code === 404 && versionOf(lease) !== '';
      if (code !== 409 && !isGone) throw error;
      return false;
    }
  }

  #leadUntil(until: Instant): void {
    if (this.#stop.signal.aborted) return;
    const isNews = this.#until === undefined;
    this.#cancelDeadline();
    this.#until = until;
    this.#cancelDeadline = this.#options.clock.alarm(until, () => this.#leadNoMore());
    if (isNews) this.#options.onChange(true);
  }

  #leadNoMore(): void {
    if (this.#until === undefined) return;
    this.#cancelDeadline();
    this.#until = undefined;
    this.#options.onChange(false);
  }

  #write(lease: JsonObject, body: JsonObject): Promise<JsonObject> {
    const { namespace } = this.#options.lease;
    if (versionOf(lease) === '') return this.#ask({ method: 'POST', path: collectionPath(LEASES, namespace), body });
    return this.#ask({ method: 'PUT', path: objectPath(LEASES, this.#options.lease), body });
  }

  async #ask(request: Ask): Promise<JsonObject> {
    const { cluster, times } = this.#options;
    const isOver = this.#stop.signal.aborted;
    // An API that hangs must leave time for another try before the deadline.
    const limit = isOver
      ? { timeoutMs: RELEASE_MS }
      : { timeoutMs: times.renewDeadline / 2, signal: this.#stop.signal };
    return objectOr(await cluster.request({ ...request, ...limit }));
  }

  async #release(): Promise<void> {
    const { clock } = this.#options;
    if (this.#seen === undefined || !this.#isMine(this.#seen.lease)) return;
    try {
      await this.#write(this.#seen.lease, givenBack(this.#seen.lease, clock.now()));
    } catch (error) {
      if (refusalOf(error)?.code !== 409) throw error;
      // A renewal that was broken off has arrived after all.
      const lease = await this.#look();
      if (this.#isMine(lease)) await this.#write(lease, givenBack(lease, clock.now()));
    }
  }
}

type Ask = Pick<Extract<ApiRequest, { method: 'GET' | 'POST' | 'PUT' | 'DELETE' }>, 'method' | 'path'> & {
  readonly body?: JsonObject;
};

function objectOr(json: Json): JsonObject {
  return isJsonObject(json) ? json : {};
}
