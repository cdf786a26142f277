import { type Clock, waitUntil } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { after, type Millis, millisOf } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import { Bell } from '../../runner/bell.ts';
import { Turns } from '../../runner/turns.ts';
import type { ServiceLog } from '../service-log.ts';
import type { StoredCallback } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { callbackBody } from './callback-body.ts';
import type { CallbackMeasures } from './callback-measures.ts';
import type { CallbackPost } from './callback-post.ts';
import { nextTry, type Told } from './next-try.ts';
import { signedHeaders } from './sign-callback.ts';

/** What `startCallbacks` is put together from. */
export interface CallbackParts {
  readonly store: Pick<Store, 'callbacks' | 'runs' | 'history' | 'listen'>;
  /** As `RunParts.replica`. */
  readonly replica: string;
  /** Of this program. */
  readonly version: string;
  /** The time of day. */
  readonly clock: Clock;
  /** One that never jumps. */
  readonly steady: Clock;
  /** From 0 to below 1, evenly spread. */
  readonly random: () => number;
  readonly post: CallbackPost;
  /** What the callbacks of a namespace are signed with; undefined: they are not. */
  readonly keyFor: (namespace: string) => Secret | undefined;
  readonly measures: CallbackMeasures;
  readonly log: ServiceLog;
}

/** The callbacks of this replica, sent until it is stopped. */
export interface CallbackService {
  /** Takes no more; those on their way have two seconds. Others send the rest. Never rejects. */
  stop(): Promise<void>;
}

/** Begins to send what is to be told to the outside: at least once, until it is taken or a day is over. */
export function startCallbacks(parts: CallbackParts): CallbackService {
  const service = new Callbacks(parts);
  service.begin();
  return service;
}

/** How long nobody else sends a callback that was taken: longer than it may wait for its turn and its answer. */
const LEASE: Millis = millisOf(120_000);
const TIMEOUT: Millis = millisOf(10_000);
/** Callbacks that were put off come due without news. */
const LOOK: Millis = millisOf(1_000);
const GRACE: Millis = millisOf(2_000);
/** A receiver that is slow holds up those for it, and not all. */
const TURNS = { perBackend: 6, overall: 24 };
/** Taken at a time, those that wait for their turn included. */
const MOST = 64;

class Callbacks implements CallbackService {
  readonly #parts: CallbackParts;
  readonly #bell = new Bell();
  readonly #closing = new AbortController();
  readonly #turns = new Turns(TURNS);
  readonly #underWay = new Set<Promise<void>>();
  #work: Promise<void> | undefined;
  #stopListening = (): void => {};

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#stopListening = this.#parts.store.listen(({ kind }) => {
      if (kind === 'callbacks' || kind === 'all') this.#bell.ring();
    });
    this.#work = this.#keepTaking();
  }

  async stop(): Promise<void> {
    const { steady } = this.#parts;
    this.#closing.abort();
    this.#bell.ring();
    this.#stopListening();
    await this.#work;
    const areSent = new AbortController();
    void Promise.all(this.#underWay).then(() => areSent.abort());
    await waitUntil(steady, after(steady.now(), GRACE), areSent.signal);
  }

  async #keepTaking(): Promise<void> {
    const { steady } = this.#parts;
    while (!this.#closing.signal.aborted) {
      const isMore = await this.#take();
      if (isMore) continue;
      const cancel = steady.alarm(after(steady.now(), LOOK), this.#bell.ring);
      await this.#bell.heard();
      cancel();
    }
  }

  /** @returns whether there may be more that can be taken now */
  async #take(): Promise<boolean> {
    const { store, replica, log } = this.#parts;
    const room = MOST - this.#underWay.size;
    if (room <= 0) return false;
    try {
      const taken = await store.callbacks.take(replica, LEASE, room);
      for (const callback of taken) this.#begin(callback);
      return taken.length === room;
    } catch (thrown) {
      log.warn(`it could not be read what is to be told: ${textOf(thrown)}`);
      return false;
    }
  }

  #begin(callback: StoredCallback): void {
    const sent = this.#inTurn(callback).then(() => {
      this.#underWay.delete(sent);
      this.#bell.ring();
    });
    this.#underWay.add(sent);
  }

  /** Never rejects: what cannot even be put off is sent again once its lease is over. */
  async #inTurn(callback: StoredCallback): Promise<void> {
    const giveBack = await this.#turns.take(hostOf(callback.url));
    try {
      if (!this.#closing.signal.aborted) await this.#send(callback);
    } catch (thrown) {
      const { log } = this.#parts;
      log.warn(`what became of a callback could not be kept: ${textOf(thrown)}`, { callback: callback.id });
    } finally {
      giveBack();
    }
  }

  async #send(callback: StoredCallback): Promise<void> {
    const { store, clock, version, measures, log } = this.#parts;
    const body = await callbackBody(callback, { ...store, version });
    if (body === undefined) return store.callbacks.done(callback.id, 'givenUp', clock.now());
    const told = await this.#post(callback, body);
    const next = nextTry(callback, told, clock.now(), this.#parts.random);
    measures.calledBack(next.kind === 'again' ? 'retried' : next.kind);
    if (next.kind === 'again') {
      log.info(`a callback will be tried again: ${told.text}`, { ...aboutOf(callback), inMs: Math.round(next.pause) });
      return store.callbacks.again(callback.id, next.pause);
    }
    if (next.kind === 'givenUp') log.error(`a callback is given up: ${told.text}`, aboutOf(callback));
    return store.callbacks.done(callback.id, next.kind, clock.now());
  }

  async #post({ id, namespace, url }: StoredCallback, body: string): Promise<Told> {
    const { post, keyFor, clock, version } = this.#parts;
    const headers = {
      'content-type': 'application/json',
      'user-agent': `verdict/${version}`,
      ...signedHeaders({ id, body }, keyFor(namespace), clock.now()),
    };
    try {
      const answer = await post({ url, headers, body, timeout: TIMEOUT });
      return { text: `the receiver answered ${answer.status}`, answer };
    } catch (thrown) {
      // Paths of hooks often hold a secret.
      return { text: textOf(thrown).replaceAll(url, hostOf(url)) };
    }
  }
}

/** What tells receivers apart; a text that is no address is told apart from all. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** For the log: of the address only the host. */
function aboutOf({ id, runId, namespace, url, tries }: StoredCallback): JsonObject {
  return { callback: id, run: runId, namespace, host: hostOf(url), tries };
}
