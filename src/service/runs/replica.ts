import type { Clock } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { formatInstant, type Instant, millisOf } from '../../../core/instant.ts';
import type { StoredToken } from '../../store/rows.ts';
import type { AccessStore } from '../../store/store.ts';
import type { Identity } from '../access.ts';
import { ShortMemory } from '../limits/short-memory.ts';

/** A token that was revoked by another process is taken for no longer than this. */
const LIFE = millisOf(3000);
const MOST = 10_000;

/** Who shows an API token, by the digest of it. What the store said is remembered for a few seconds, also that it knows nothing. */
export class TokenIdentities {
  readonly #store: Pick<AccessStore, 'tokenByHash'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #found = new ShortMemory<StoredToken | null>(MOST);
  readonly #asked = new Map<string, Promise<StoredToken | null>>();

  constructor(store: Pick<AccessStore, 'tokenByHash'>, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws Fault UNAUTHENTICATED for a token that is unknown, revoked or expired; STORE_UNAVAILABLE */
  async identify(digest: string): Promise<TokenIdentity> {
    const known = this.#found.get(digest, this.#clock.now());
    return identityOf(known === undefined ? await this.#ask(digest) : known, this.#clock.now());
  }

  /** Asks the store, once for all who want to know at the same time. */
  #ask(digest: string): Promise<StoredToken | null> {
    const asked = this.#asked.get(digest);
    if (asked !== undefined) return asked;
    const asking = this.#store
      .tokenByHash(digest)
      .then((token) => this.#remember(digest, token ?? null))
      .finally(() => this.#asked.delete(digest));
    this.#asked.set(digest, asking);
    return asking;
  }

  #remember(digest: string, token: StoredToken | null): StoredToken | null {
    this.#found.set(digest, token, this.#clock.now(), LIFE);
    return token;
  }
}

export interface TokenIdentity extends Identity {
  readonly expiresAt?: Instant;
}

function identityOf(token: StoredToken | null, now: Instant): TokenIdentity {
  if (token === null) throw new Fault('UNAUTHENTICATED', 'the token is not known here');
  const { name, namespace, role, expiresAt, revokedAt } = token;
  // Whoever shows it has it, so its name is no news to them.
  if (revokedAt !== undefined && revokedAt <= now) {
    throw new Fault('UNAUTHENTICATED', `the token "${name}" was revoked at ${formatInstant(revokedAt)}`);
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new Fault('UNAUTHENTICATED', `the token "${name}" has expired at ${formatInstant(expiresAt)}`);
  }
  return { name: `token ${name}`, grants: [{ namespace, role }], ...(expiresAt !== undefined && { expiresAt }) };
}
