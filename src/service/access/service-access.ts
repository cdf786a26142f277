import type { Clock } from '../../core/clock.ts';
import { Fault } from '../../core/fault.ts';
import { millisOf } from '../../core/instant.ts';
import { Secret } from '../../core/secret.ts';
import type { Access, Credentials, Identity, Role } from './access.ts';
import type { Authenticator } from './authenticator.ts';
import { bearerIn } from './bearer.ts';
import { isSameText } from './digest.ts';
import { type CookieJar, cookieJar } from './gate/cookies.ts';
import { refuseForeignPage } from './gate/foreign-page.ts';
import { demandOwnHost, type OwnNames } from './gate/own-hosts.ts';
import { addressKey } from './limits/address-key.ts';
import { tooMany } from './limits/failures.ts';
import type { RateLimit } from './limits/rate-limit.ts';
import { demandRole } from './roles.ts';
import type { Session } from './sessions/sessions.ts';

/** Everybody, where nobody has to authenticate. */
const ANYBODY: Identity = { name: 'anonymous', grants: [{ namespace: '*', role: 'admin' }] };

/** Cookie of a session. */
export const SESSION_COOKIE = 'verdict_session';

export interface ServiceAccessParts {
  readonly own: OwnNames;
  readonly clock: Pick<Clock, 'now'>;
  /** Whether, without authentication, other machines may call too. */
  readonly mayStrangersCall: boolean;
  /** Absent: as often as they like. */
  readonly rateLimit?: RateLimit;
  /** Absent: nobody has to authenticate. */
  readonly authenticator?: Authenticator;
}

/** The door of the service. */
export class ServiceAccess implements Access {
  readonly #parts: ServiceAccessParts;
  readonly cookies: CookieJar;

  constructor(parts: ServiceAccessParts) {
    this.#parts = parts;
    this.cookies = cookieJar(parts.own.publicUrl?.startsWith('https:') ?? false);
  }

  get isOpen(): boolean {
    return this.#parts.authenticator === undefined;
  }

  get authenticator(): Authenticator | undefined {
    return this.#parts.authenticator;
  }

  admit(credentials: Credentials): void {
    const { own } = this.#parts;
    demandOwnHost(credentials, own);
    refuseForeignPage(credentials, own.publicUrl);
  }

  async identify(credentials: Credentials): Promise<Identity> {
    const identity = await this.recognise(credentials);
    this.#count(identity === ANYBODY ? addressKey(credentials.address) : identity.name);
    return identity;
  }

  demand(identity: Identity, namespace: string, role: Role): void {
    demandRole(identity, namespace, role);
  }

  async recognise(credentials: Credentials): Promise<Identity> {
    const { authenticator, mayStrangersCall } = this.#parts;
    if (authenticator === undefined) {
      if (mayStrangersCall || credentials.isLoopback) return ANYBODY;
      throw new Fault('UNAUTHENTICATED', 'without authentication configured, only this machine itself may call');
    }
    const bearer = bearerIn(credentials.headers.authorization);
    if (bearer !== undefined) return (await authenticator.ofBearer(bearer, credentials.address)).identity;
    const session = await this.sessionOf(credentials);
    if (session === undefined) throw new Fault('UNAUTHENTICATED', askFor(authenticator));
    demandCsrf(session, credentials);
    return { name: session.name, grants: session.grants, csrf: session.csrf };
  }

  /** The session that a request belongs to; undefined when it carries none, or one that is over. @throws Fault RATE_LIMITED, STORE_UNAVAILABLE */
  async sessionOf({ headers, address }: Pick<Credentials, 'headers' | 'address'>): Promise<Session | undefined> {
    const cookie = this.cookies.read(headers.cookie, SESSION_COOKIE);
    return cookie === undefined ? undefined : this.#parts.authenticator?.ofCookie(new Secret(cookie), address);
  }

  #count(caller: string): void {
    const wait = this.#parts.rateLimit?.take(caller, this.#parts.clock.now()) ?? 0;
    if (wait > 0) throw tooMany('too many requests', millisOf(wait));
  }
}

function askFor({ ways }: Authenticator): string {
  const token = ways.includes('token') ? 'a token that `verdict token create` made' : 'a JWT of the issuer';
  return `nobody knows who asks; send ${token}, as "Authorization: Bearer TOKEN"`;
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser sends the cookie by itself; only our own page knows the other half. @throws Fault FORBIDDEN */
export function demandCsrf({ csrf }: Session, { headers, method }: Pick<Credentials, 'headers' | 'method'>): void {
  if (READING.has(method)) return;
  const shown = headers['x-csrf-token'];
  if (typeof shown === 'string' && isSameText(shown, csrf)) return;
  const what = shown === undefined ? 'is missing' : 'is not that of this session';
  throw new Fault('FORBIDDEN', `X-CSRF-Token ${what}; GET /api/v1/session tells it`);
}
