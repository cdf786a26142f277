import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../../core/environment.ts';
import { readReference } from '../config/read-reference.ts';
import { type OidcConfig, type RateLimitConfig, type ServiceConfig } from '../config/service-config.ts';
import type { AccessStore } from '../store/store.ts';
import { Authenticator, type Oidc } from './authenticator.ts';
import { Failures } from './limits/failures.ts';
import { RateLimit } from './limits/rate-limit.ts';
import type { Fetch } from './oidc/fetch-json.ts';
import { ServiceAccess } from './service-access.ts';
import { Sessions } from './sessions/sessions.ts';
import { TokenIdentities } from './tokens/token-identities.ts';

/** What access is put together from. */
export interface AccessParts {
  readonly config: Pick<ServiceConfig, 'publicUrl' | 'hosts' | 'authentication' | 'rateLimit'>;
  readonly store: AccessStore;
  readonly clock: Clock;
  /** Random bytes that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
  /** Asks the OIDC issuer. */
  readonly fetch: Fetch;
  /** Holds secrets that the configuration names. */
  readonly env: Environment;
  /** Whether, without authentication, other machines may call too. */
  readonly mayStrangersCall: boolean;
}

/** Where nothing else is configured, for callers who authenticate. */
const USUAL_RATE: RateLimitConfig = { requestsPerMinute: 6000, burst: 1000 };

/** Guesses at tokens and JWTs from one address. */
const FAILURES = { requestsPerMinute: 10, burst: 20 };
/** A page that is left open goes on asking for a while after its session has ended. */
const STALE_COOKIES = { requestsPerMinute: 60, burst: 60 };

/**
 * Opens the door of the service as its configuration says. Libraries for OIDC are loaded only where there is an issuer.
 *
 * @throws Fault USAGE_INVALID when a secret that the configuration names is not there
 */
export async function openAccess(parts: AccessParts): Promise<ServiceAccess> {
  const { config, store, clock, mayStrangersCall } = parts;
  const { authentication, publicUrl, hosts, rateLimit } = config;
  const rate = rateLimit ?? (authentication === undefined ? undefined : USUAL_RATE);
  return new ServiceAccess({
    own: { hosts, ...(publicUrl !== undefined && { publicUrl }) },
    clock,
    mayStrangersCall,
    ...(rate !== undefined && { rateLimit: new RateLimit(rate) }),
    ...(authentication !== undefined && {
      authenticator: new Authenticator({
        clock,
        failures: new Failures(FAILURES),
        staleCookies: new Failures(STALE_COOKIES),
        sessions: new Sessions({ store, clock, random: parts.random, lifetime: authentication.sessionLifetime }),
        tokens: new TokenIdentities(authentication.tokens ? store : { tokenByHash: async () => undefined }, clock),
        takesTokens: authentication.tokens,
        ...(authentication.oidc !== undefined && { oidc: await openOidc(authentication.oidc, parts) }),
      }),
    }),
  });
}

async function openOidc(oidc: OidcConfig, { config, clock, fetch, env, random }: AccessParts): Promise<Oidc> {
  const { Issuer } = await import('./oidc/issuer.ts');
  const { JwtIdentities } = await import('./oidc/jwt-identities.ts');
  const issuer = new Issuer(oidc.issuer, fetch, clock);
  const identities = new JwtIdentities(oidc, issuer, clock);
  const { client } = oidc;
  if (client === undefined || config.publicUrl === undefined) return { identities };
  const { secret } = client;
  const readSecret = secret && (() => readReference(secret, 'authentication.oidc.clientSecret', env));
  // One that is not there is told at the start, not at the first sign-in.
  await readSecret?.();
  const { SignIn } = await import('./oidc/sign-in.ts');
  const signIn = new SignIn({
    issuer,
    fetch,
    random,
    client: {
      id: client.id,
      scopes: client.scopes,
      redirectUri: `${config.publicUrl}/auth/callback`,
      ...(readSecret !== undefined && { secret: readSecret }),
    },
  });
  return { identities, signIn, clientId: client.id };
}
