import type { Clock } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { earliest, type Instant, instantOf, type Millis } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { listIn, textIn } from '../../../core/json-members.ts';
import { Secret } from '../../../core/secret.ts';
import type { AccessStore } from '../../store/store.ts';
import type { Identity, Role, RoleGrant } from '../access.ts';
import { digestOf } from '../digest.ts';

/** A browser that is signed in. */
export interface Session extends Identity {
  readonly csrf: string;
  readonly expiresAt: Instant;
  /** Digest of the API token that it was begun with; it ends with the token. */
  readonly token?: string;
}

/** Whom a session is begun for. */
export interface SignedIn {
  readonly identity: Identity;
  readonly token?: string;
  /** When what was shown expires; the session ends then at the latest. */
  readonly expiresAt?: Instant;
}

export interface SessionParts {
  readonly store: Pick<AccessStore, 'createSession' | 'session' | 'deleteSession' | 'pruneSessions'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: (bytes: number) => Uint8Array;
  readonly lifetime: Millis;
}

const COOKIE_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** Sessions of browsers: the cookie is 32 random bytes, and the store knows its digest alone. */
export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /**
   * Begins one. Its cookie is always a new one, and that of before is worth nothing any more: whoever planted a cookie in a browser does not
   * get into the session that is begun there.
   */
  async begin(
    { identity, token, expiresAt }: SignedIn,
    before?: string,
  ): Promise<{ cookie: Secret; session: Session }> {
    const { store, clock, lifetime } = this.#parts;
    const now = clock.now();
    const cookie = this.#randomText();
    const ends = earliest([instantOf(now + lifetime), expiresAt]) ?? now;
    const { name, grants } = identity;
    const session = { name, grants, csrf: this.#randomText(), expiresAt: ends, ...(token !== undefined && { token }) };
    if (before !== undefined) await this.end(before);
    await store.createSession({
      hash: digestOf(cookie),
      identity: identityJson(session),
      csrf: session.csrf,
      expiresAt: ends,
    });
    await store.pruneSessions(now);
    return { cookie: new Secret(cookie), session };
  }

  /** The session of a cookie; undefined when there is none or it is over. */
  async find(cookie: string): Promise<Session | undefined> {
    if (!COOKIE_SHAPE.test(cookie)) return undefined;
    const stored = await this.#parts.store.session(digestOf(cookie));
    if (stored === undefined || stored.expiresAt <= this.#parts.clock.now()) return undefined;
    return { ...identityFrom(stored.identity), csrf: stored.csrf, expiresAt: stored.expiresAt };
  }

  /** Ends the session of a cookie, if there is one. */
  async end(cookie: string): Promise<void> {
    if (COOKIE_SHAPE.test(cookie)) await this.#parts.store.deleteSession(digestOf(cookie));
  }

  #randomText(): string {
    return Buffer.from(this.#parts.random(32)).toString('base64url');
  }
}

function identityJson({ name, grants, token }: Pick<Session, 'name' | 'grants' | 'token'>): JsonObject {
  const roles = grants.map(({ namespace, role }) => ({ namespace, role }));
  return { name, grants: roles, ...(token !== undefined && { token }) };
}

function identityFrom(json: JsonObject): Pick<Session, 'name' | 'grants' | 'token'> {
  const grants = listIn(json, 'grants').map((grant): RoleGrant => {
    const role = textIn(grant, 'role');
    if (!isRole(role)) throw new Fault('STORE_UNFIT', `a session in the store has the role ${JSON.stringify(role)}`);
    return { namespace: textIn(grant, 'namespace'), role };
  });
  const token = textIn(json, 'token');
  return { name: textIn(json, 'name'), grants, ...(token !== '' && { token }) };
}

function isRole(text: string): text is Role {
  return text === 'viewer' || text === 'runner' || text === 'admin';
}
