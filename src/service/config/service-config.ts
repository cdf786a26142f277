import type { Millis } from '../../core/instant.ts';
import type { Role } from '../access/access.ts';

/** The configuration of the service, checked and with its defaults filled in. Holds no secret, only where they are. */
export interface ServiceConfig {
  /** Scheme, name and port under which people know the service: `https://verdict.example.com`. */
  readonly publicUrl?: string;
  /** Further names under which it is called: `name`, `name:port`, `*.suffix`; in lower case. */
  readonly hosts: readonly string[];
  /** Addresses and networks; what fastify's `trustProxy` takes. */
  readonly trustedProxies: readonly string[];
  /** Absent: nobody has to authenticate. */
  readonly authentication?: AuthenticationConfig;
  readonly egress: EgressConfig;
  readonly grants: readonly Grant[];
  readonly retention: {
    readonly default: Retention;
    /** Instead of the default. */
    readonly namespaces: ReadonlyMap<string, Retention>;
  };
  readonly rateLimit?: RateLimitConfig;
  readonly limits: {
    /** How many runs may go on at once on this replica. */
    readonly liveRuns: number;
    /** How many of them may be of one namespace. */
    readonly runsPerNamespace: number;
    /** The largest answer of a backend that is read. */
    readonly answerBytes: number;
    readonly startsPerSecond?: number;
  };
  readonly callbacks: { readonly signingKey?: SecretReference };
  readonly sharing: SharingConfig;
}

export interface AuthenticationConfig {
  /** Whether API tokens are taken. */
  readonly tokens: boolean;
  readonly oidc?: OidcConfig;
  readonly sessionLifetime: Millis;
}

export interface OidcConfig {
  /** As tokens name it. */
  readonly issuer: string;
  readonly audience: string;
  /** Absent: nobody can sign in by it. */
  readonly client?: {
    readonly id: string;
    /** Absent for a public client. */
    readonly secret?: SecretReference;
    /** With `openid`. */
    readonly scopes: readonly string[];
  };
  readonly nameClaim: string;
  readonly rolesClaim: string;
  readonly roles: readonly RoleRule[];
}

/** Who has this value in the claim has this role. */
export interface RoleRule {
  readonly value: string;
  /** `*` for all. */
  readonly namespace: string;
  readonly role: Role;
}

/** Where a secret is. */
export type SecretReference =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** What the egress policy is made of: names, `*.suffix`, `*`, addresses, networks. */
export interface EgressConfig {
  /** Absent: everything that is not denied, by `deny` or by default. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** Whether link-local addresses and metadata services may be called. Absent: no. */
  readonly allowLinkLocal?: boolean;
}

/** What the runs of a namespace may use. */
export interface Grant {
  /** `*` for all. */
  readonly namespace: string;
  readonly secrets: readonly SecretGrant[];
  /** Names of variables. */
  readonly environment: readonly string[];
  /** Whether they may start Jobs. */
  readonly jobs: boolean;
}

export interface SecretGrant {
  readonly name: string;
  /** Absent: all of its keys. */
  readonly keys?: readonly string[];
  readonly from: 'environment' | 'folder' | 'cluster';
}

/** Which runs that have ended are kept; absent members keep all. */
export interface Retention {
  readonly age?: Millis;
  readonly count?: number;
}

export interface RateLimitConfig {
  readonly requestsPerMinute: number;
  readonly burst: number;
}

export interface SharingConfig {
  readonly enabled: boolean;
  /** How old an answer may be to be shared. */
  readonly skew: Millis;
  readonly perConnection: {
    readonly concurrency: number;
    /** Absent: any number. */
    readonly requestsPerSecond?: number;
    readonly burst?: number;
  };
}
