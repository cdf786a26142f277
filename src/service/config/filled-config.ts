import { millisOf } from '../../core/instant.ts';
import { longDurationMs } from '../../core/long-duration.ts';
import type { AuthenticationWritten, OidcWritten } from './schema/authentication.ts';
import type { ReferenceWritten } from './schema/reference.ts';
import type { ServiceConfigWritten } from './schema/service-config.ts';
import type {
  AuthenticationConfig,
  OidcConfig,
  RateLimitConfig,
  Retention,
  SecretReference,
  ServiceConfig,
  SharingConfig,
} from './service-config.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A configuration that was checked, with what was left out. */
export function filledConfig(written: ServiceConfigWritten): ServiceConfig {
  const { publicUrl, hosts = [], trustedProxies = [], authentication, rateLimit, limits, callbacks } = written;
  return {
    ...(publicUrl !== undefined && { publicUrl: new URL(publicUrl).origin }),
    hosts: hosts.map((host) => host.toLowerCase()),
    trustedProxies,
    ...(authentication !== undefined && { authentication: authenticationOf(authentication) }),
    egress: written.egress ?? {},
    grants: (written.grants ?? []).map((grant) => ({
      ...grant,
      secrets: grant.secrets ?? [],
      environment: grant.environment ?? [],
      jobs: grant.jobs ?? false,
    })),
    retention: retentionOf(written.retention),
    ...(rateLimit !== undefined && { rateLimit: rateLimitOf(rateLimit) }),
    limits: limitsOf(limits),
    callbacks: callbacks?.signingKey === undefined ? {} : { signingKey: referenceOf(callbacks.signingKey) },
    sharing: sharingOf(written.sharing),
  };
}

const LIVE_RUNS = 50_000;
const ANSWER_BYTES = 1024 * 1024;

function limitsOf(limits: ServiceConfigWritten['limits'] = {}): ServiceConfig['limits'] {
  const { liveRuns = LIVE_RUNS } = limits;
  return { liveRuns, runsPerNamespace: Math.max(1, Math.floor(liveRuns / 2)), answerBytes: ANSWER_BYTES, ...limits };
}

function authenticationOf({ tokens, oidc, sessionLifetime }: AuthenticationWritten): AuthenticationConfig {
  return {
    tokens: tokens ?? true,
    ...(oidc !== undefined && { oidc: oidcOf(oidc) }),
    sessionLifetime: sessionLifetime === undefined ? millisOf(12 * HOUR_MS) : longDurationMs(sessionLifetime),
  };
}

function oidcOf({
  issuer,
  audience,
  clientId,
  clientSecret,
  scopes,
  nameClaim,
  rolesClaim,
  roles,
}: OidcWritten): OidcConfig {
  return {
    issuer,
    audience,
    ...(clientId !== undefined && {
      client: {
        id: clientId,
        ...(clientSecret !== undefined && { secret: referenceOf(clientSecret) }),
        scopes: [...new Set(['openid', ...(scopes ?? ['profile', 'email'])])],
      },
    }),
    nameClaim: nameClaim ?? 'email',
    rolesClaim: rolesClaim ?? 'groups',
    roles,
  };
}

function referenceOf({ env, file }: ReferenceWritten): SecretReference {
  return env === undefined ? { kind: 'file', path: file ?? '' } : { kind: 'env', name: env };
}

function retentionOf(written: ServiceConfigWritten['retention']): ServiceConfig['retention'] {
  const namespaces = Object.entries(written?.namespaces ?? {});
  return {
    default: keptOf(written?.default ?? {}),
    namespaces: new Map(namespaces.map(([name, kept]) => [name, keptOf(kept)])),
  };
}

function keptOf({ age, count }: { readonly age?: string; readonly count?: number }): Retention {
  return { ...(age !== undefined && { age: longDurationMs(age) }), ...(count !== undefined && { count }) };
}

function rateLimitOf({ requestsPerMinute, burst }: NonNullable<ServiceConfigWritten['rateLimit']>): RateLimitConfig {
  return { requestsPerMinute, burst: burst ?? Math.max(1, Math.floor(requestsPerMinute / 6)) };
}

function sharingOf(written: ServiceConfigWritten['sharing']): SharingConfig {
  return {
    enabled: written?.enabled ?? true,
    skew: longDurationMs(written?.skew ?? '2s'),
    perConnection: { concurrency: 100, ...written?.perConnection },
  };
}
