import type { IncomingHttpHeaders } from 'node:http';

/** `viewer` reads; `runner` also starts, terminates and retries runs; `admin` also writes templates and deletes. */
export type Role = 'viewer' | 'runner' | 'admin';

/** A role in a namespace. */
export interface RoleGrant {
  /** `*` for all namespaces and cluster templates. */
  readonly namespace: string;
  readonly role: Role;
}

/** Who asks, and what they may. */
export interface Identity {
  /** As it stands in the audit: `token ci-checkout`, `alice@example.com`, `anonymous`. */
  readonly name: string;
  /** The highest role of those that fit counts. */
  readonly grants: readonly RoleGrant[];
  /** For a browser's session: what a write must carry in `X-CSRF-Token`. */
  readonly csrf?: string;
}

/** What a request shows to be let in. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  /** Whether the connection comes from this machine itself. */
  readonly isLoopback: boolean;
  /** Who calls: where the connection comes from, or what a trusted proxy says. */
  readonly address: string;
  /** As whom we were called, with the port as it was written: `Host`, or what a trusted proxy says. Empty when nothing was said. */
  readonly host: string;
  /** The end of the connection that is ours. */
  readonly end: { readonly address: string; readonly port: number };
}

/** Lets requests in, or not. */
export interface Access {
  /** Whether callers need not authenticate. */
  readonly isOpen: boolean;
  /**
   * Whether a request may be answered at all, whoever asks: it must name a Host of ours, and must not come from another site's page.
   *
   * @throws Fault FORBIDDEN
   */
  admit(credentials: Credentials): void;
  /**
   * Who asks, of requests that were admitted. Counts against their rate limit. A browser's write needs its CSRF token.
   *
   * @throws Fault UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED also after too many failures from one address, ISSUER_UNREACHABLE, STORE_UNAVAILABLE
   */
  identify(credentials: Credentials): Promise<Identity>;
  /** Who asks, of a request that is answered still: looked at once more, and not counted. @throws as `identify` */
  recognise(credentials: Credentials): Promise<Identity>;
  /** @param namespace `*` for cluster templates and what spans namespaces. @throws Fault FORBIDDEN naming role and namespace that are missing */
  demand(identity: Identity, namespace: string, role: Role): void;
}
