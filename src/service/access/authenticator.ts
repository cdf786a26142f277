import type { Clock } from '../../core/clock.ts';
import { Fault, isFault } from '../../core/fault.ts';
import type { Secret } from '../../core/secret.ts';
import type { Identity } from './access.ts';
import { digestOf } from './digest.ts';
import type { Failures } from './limits/failures.ts';
import type { JwtIdentities } from './oidc/jwt-identities.ts';
import type { SignIn } from './oidc/sign-in.ts';
import type { Session, Sessions, SignedIn } from './sessions/sessions.ts';
import type { TokenIdentities } from './tokens/token-identities.ts';
import { isLikeToken, isWholeToken } from './tokens/token-text.ts';

/** What is needed where there is an issuer. */
export interface Oidc {
  readonly identities: JwtIdentities;
  /** Absent where nobody can sign in by it. */
  readonly signIn?: SignIn;
  readonly clientId?: string;
}

export interface AuthenticatorParts {
  readonly clock: Pick<Clock, 'now'>;
  /** Of tokens and JWTs. */
  readonly failures: Failures;
  /** Of cookies without a session. */
  readonly staleCookies: Failures;
  readonly sessions: Sessions;
  readonly tokens: TokenIdentities;
  /** Whether API tokens are taken. */
  readonly takesTokens: boolean;
  readonly oidc?: Oidc;
}

/** Finds out who somebody is from what they show: an API token, a JWT, or the cookie of a session. */
export class Authenticator {
  readonly #parts: AuthenticatorParts;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
  }

  get sessions(): Sessions {
    return this.#parts.sessions;
  }

  get oidc(): Oidc | undefined {
    return this.#parts.oidc;
  }

  /** What people can sign in with. */
  get ways(): readonly ('token' | 'oidc')[] {
    const { takesTokens, oidc } = this.#parts;
    return [...(takesTokens ? (['token'] as const) : []), ...(oidc?.signIn === undefined ? [] : (['oidc'] as const))];
  }

  /**
   * Who shows a token or a JWT.
   *
   * @param address where they call from: there may be only so many failures from one
   * @throws Fault UNAUTHENTICATED, RATE_LIMITED, ISSUER_UNREACHABLE, STORE_UNAVAILABLE
   */
  async ofBearer(bearer: Secret, address: string): Promise<SignedIn> {
    const text = bearer.open();
    const digest = digestOf(text);
    return this.#patiently(address, digest, async () => {
      if (isLikeToken(text)) return this.#ofToken(text, digest);
      const { oidc } = this.#parts;
      if (oidc === undefined)
        throw new Fault('UNAUTHENTICATED', 'what was sent is no API token, and nothing else is taken here');
      return { identity: await oidc.identities.identify(text, digest) };
    });
  }

  /** The API token that somebody signs in with. @throws Fault as `ofBearer` */
  async ofSignInToken(token: Secret, address: string): Promise<SignedIn> {
    if (isLikeToken(token.open())) return this.ofBearer(token, address);
    throw new Fault('UNAUTHENTICATED', 'this is no API token: they begin with "verdict_"');
  }

  /**
   * Whose session a cookie is; undefined when it is over. A session ends with the token that it was begun with.
   *
   * @throws Fault RATE_LIMITED, STORE_UNAVAILABLE
   */
  async ofCookie(cookie: Secret, address: string): Promise<Session | undefined> {
    const { staleCookies, clock } = this.#parts;
    const digest = digestOf(cookie.open());
    staleCookies.demandPatience(address, digest, clock.now());
    const session = await this.#liveSession(cookie);
    if (session === undefined) staleCookies.failed(address, clock.now());
    else staleCookies.succeeded(digest, clock.now());
    return session;
  }

  async #liveSession(cookie: Secret): Promise<Session | undefined> {
    const { sessions, tokens, takesTokens, oidc } = this.#parts;
    const session = await sessions.find(cookie.open());
    if (session === undefined) return undefined;
    if (session.token === undefined) return oidc?.signIn === undefined ? undefined : session;
    if (!takesTokens) return undefined;
    try {
      await tokens.identify(session.token);
      return session;
    } catch (thrown) {
      if (isFault(thrown, 'UNAUTHENTICATED')) return undefined;
      throw thrown;
    }
  }

  /** Runs an attempt at authentication, unless there were too many failures from that address; counts one more when it fails. */
  async patiently<Result>(address: string, attempt: () => Promise<Result>): Promise<Result> {
    return this.#patiently(address, undefined, attempt);
  }

  async #patiently<Result>(
    address: string,
    digest: string | undefined,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const { failures, clock } = this.#parts;
    failures.demandPatience(address, digest, clock.now());
    try {
      const result = await attempt();
      if (digest !== undefined) failures.succeeded(digest, clock.now());
      return result;
    } catch (thrown) {
      if (isFault(thrown, 'UNAUTHENTICATED')) failures.failed(address, clock.now());
      throw thrown;
    }
  }

  async #ofToken(text: string, digest: string): Promise<SignedIn> {
    if (!this.#parts.takesTokens) throw new Fault('UNAUTHENTICATED', 'API tokens are switched off here');
    if (!isWholeToken(text)) {
      throw new Fault('UNAUTHENTICATED', 'the token is incomplete or has a typing mistake: its checksum does not fit');
    }
    const { expiresAt, ...identity } = await this.#parts.tokens.identify(digest);
    return { identity: identity satisfies Identity, token: digest, ...(expiresAt !== undefined && { expiresAt }) };
  }
}
