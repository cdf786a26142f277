import type { IncomingHttpHeaders } from 'node:http';

/** `viewer` reads; `runner` also starts, terminates and retries runs; `admin` also writes templates and deletes. */
export type Role = 'viewer' | 'runner' | 'admin';

/** Who asks, and what they may. */
export interface Identity {
  /** As it stands in the audit: `token ci-checkout`, `alice@example.com`, `anonymous`. */
  readonly name: string;
  /** `*` for all namespaces and cluster templates. The highest role of those that fit counts. */
  readonly grants: readonly { readonly namespace: string; readonly role: Role }[];
  /** For a browser's session: what a write must carry in `X-CSRF-Token`. */
  readonly csrf?: string;
}

/** What a request shows to be let in. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  /** Whether the connection comes from this machine itself. */
  readonly isLoopback: boolean;
}

/** Lets requests in, or not. */
export interface Access {
  /** Whether callers must authenticate at all. */
  readonly isOpen: boolean;
  /**
   * Who asks. A browser's write needs its CSRF token; a Host or Origin that is not ours is refused before anything else.
   *
   * @throws Fault UNAUTHENTICATED, FORBIDDEN
   */
  identify(credentials: Credentials): Promise<Identity>;
  /** @param namespace `*` for cluster templates and what spans namespaces. @throws Fault FORBIDDEN naming role and namespace that are missing */
  demand(identity: Identity, namespace: string, role: Role): void;
}
