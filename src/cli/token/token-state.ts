import type { Instant } from '../../core/instant.ts';
import type { StoredToken } from '../../service/store/rows.ts';

/** Whether a token counts. */
export type TokenState = 'active' | 'expired' | 'revoked';

export function stateOf({ revokedAt, expiresAt }: StoredToken, now: Instant): TokenState {
  if (revokedAt !== undefined && revokedAt <= now) return 'revoked';
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'active';
}

/** Where a token counts, for a person. */
export function scopeText(namespace: string): string {
  return namespace === '*' ? 'all namespaces' : `namespace ${namespace}`;
}
