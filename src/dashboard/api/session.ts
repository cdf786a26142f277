/** `viewer` reads; `runner` also starts, terminates and retries runs; `admin` also writes templates and deletes. */
export type Role = 'viewer' | 'runner' | 'admin';

export interface Grant {
  /** `*` for all namespaces and cluster templates. */
  readonly namespace: string;
  readonly role: Role;
}

/** Who asks, and how one can sign in. */
export interface Session {
  /** Null for one who has not signed in; `anonymous` where nobody has to. */
  readonly name: string | null;
  readonly grants: readonly Grant[];
  /** What writes must carry in `X-CSRF-Token`. */
  readonly csrf?: string;
  /** Ways to sign in; empty where nobody has to. */
  readonly signIn: readonly ('token' | 'oidc')[];
}

const RANKS: readonly Role[] = ['viewer', 'runner', 'admin'];

/**
 * Whether what takes a role in a namespace is offered; the service decides by itself again.
 *
 * @param namespace `*` for cluster templates
 */
export function may({ grants }: Session, role: Role, namespace: string): boolean {
  return grants.some(
    (grant) =>
      (grant.namespace === '*' || grant.namespace === namespace) && RANKS.indexOf(grant.role) >= RANKS.indexOf(role),
  );
}
