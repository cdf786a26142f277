import { Fault } from '../../../core/fault.ts';
import { type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import { addressKey } from './address-key.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import { ShortMemory } from './short-memory.ts';

const KNOWN_FOR = millisOf(60 * 60 * 1000);
const MOST_KNOWN = 10_000;

/**
 * Failed authentications of each address. Who has failed too often is refused without a look into the store or at a signature, save for what
 * was good within the last hour: a pipeline with an old token must not lock out the others behind the same proxy.
 */
export class Failures {
  readonly #limit: RateLimit;
  readonly #known = new ShortMemory<true>(MOST_KNOWN);

  /** @param rate how many failures an address has */
  constructor(rate: Rate) {
    this.#limit = new RateLimit(rate);
  }

  /** @param digest of what is shown; absent for what can never be good. @throws Fault RATE_LIMITED */
  demandPatience(address: string, digest: string | undefined, now: Instant): void {
    const wait = this.#limit.waitOf(addressKey(address), now);
    if (wait === 0 || (digest !== undefined && this.#known.get(digest, now) === true)) return;
    throw tooMany('too many failed authentications from this address', wait);
  }

  failed(address: string, now: Instant): void {
    this.#limit.take(addressKey(address), now);
  }

  succeeded(digest: string, now: Instant): void {
    this.#known.set(digest, true, now, KNOWN_FOR);
  }
}

/** The refusal of one who has to wait. */
export function tooMany(text: string, wait: Millis): Fault {
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  return new Fault('RATE_LIMITED', `${text}; again in ${seconds} s`, { retryAfterSeconds: seconds });
}
