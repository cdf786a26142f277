import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';

/** What a token server gave. */
export interface FetchedToken {
  /** The text for an Authorization header, such as `Bearer abc`. */
  readonly authorization: string;
  /** How long it is valid, as far as the server said so. */
  readonly lifetime?: Millis;
}

/** A token to be sent. */
export interface HeldToken {
  readonly authorization: string;
  /** Whether it was fetched for somebody else, or before: then it may have been taken back meanwhile. */
  readonly isKept: boolean;
}

interface Kept {
  readonly authorization: string;
  readonly since: Instant;
  readonly until: Instant;
}

/** A token is not sent in its last moments, since it has to be valid when it arrives. As Go's oauth2 has it. */
const EARLY_MS = 10_000;
const JUST_NOW_MS = 60_000;
/** More are not kept; who was put there first goes first. */
const MOST = 1_000;

/**
 * Tokens of clients, in memory only, until shortly before they expire. One that comes without a lifetime serves those who wait for it and is
 * not kept. A name is a hash of everything that a token is asked with, so that nobody gets one that they could not have asked for.
 */
export class KeptTokens {
  readonly #kept = new Map<string, Kept>();
  readonly #underWay = new Map<string, Promise<FetchedToken>>();

  /** How many there are. */
  get size(): number {
    return this.#kept.size;
  }

  /**
   * The token of this name: one that is there, one that somebody else is fetching, or a new one.
   *
   * @param now    the moment of the look, by the time of day
   * @param fetch  fetches one; called when there is none, also when somebody else failed to get one
   * @param signal aborted when nobody waits any more; `fetch` then says why
   */
  async hold(
    name: string,
    now: Instant,
    fetch: () => Promise<FetchedToken>,
    signal: AbortSignal | undefined,
  ): Promise<HeldToken> {
    const kept = this.#kept.get(name);
    // A clock that was put back says nothing of how old a token is; looks that share a question ask about a moment shortly ago.
    if (kept !== undefined && kept.since - now <= JUST_NOW_MS && now < kept.until) {
      return { authorization: kept.authorization, isKept: true };
    }
    const underWay = this.#underWay.get(name);
    const others = underWay && (await settled(underWay, signal));
    if (others !== undefined) return { authorization: others.authorization, isKept: true };
    const fetching = fetch();
    this.#underWay.set(name, fetching);
    try {
      const token = await fetching;
      this.#keep(name, now, token);
      return { authorization: token.authorization, isKept: false };
    } finally {
      if (this.#underWay.get(name) === fetching) this.#underWay.delete(name);
    }
  }

  /** Throws away a token that was not taken; another that has taken its place meanwhile stays. */
  drop(name: string, authorization: string): void {
    if (this.#kept.get(name)?.authorization === authorization) this.#kept.delete(name);
  }

  #keep(name: string, now: Instant, { authorization, lifetime }: FetchedToken): void {
    this.#kept.delete(name);
    if (lifetime === undefined || lifetime <= EARLY_MS) return;
    this.#kept.set(name, { authorization, since: now, until: after(now, millisOf(lifetime - EARLY_MS)) });
    for (const [other, { until }] of this.#kept) if (until <= now) this.#kept.delete(other);
    const [first] = this.#kept.keys();
    if (this.#kept.size > MOST && first !== undefined) this.#kept.delete(first);
  }
}

/** What a promise came to; undefined when it was rejected, or nobody waits for it any more. */
async function settled<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value | undefined> {
  if (signal?.aborted === true) return undefined;
  const { promise: left, resolve } = Promise.withResolvers<undefined>();
  const leave = (): void => resolve(undefined);
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([promise.catch(() => undefined), left]);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
