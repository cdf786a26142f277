import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Fault } from '../../../core/fault.ts';
import type { Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';

/** Only signatures that the issuer alone can make: with a shared secret or none anybody could. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const SKEW_SECONDS = 30;

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
}

/** What a JWT says whose signature, issuer, audience and times are good. */
export type Claims = JsonObject & { readonly sub: string; readonly exp: number };

/**
 * Verifies a JWT.
 *
 * @param key   finds the key that its header names
 * @param now   with which `exp` and `nbf` are compared; clocks may differ by 30 seconds
 * @throws Fault UNAUTHENTICATED saying what is wrong with it, never quoting it; and what `key` throws
 */
export async function verifyJwt(
  token: string,
  key: JWTVerifyGetKey,
  { issuer, audience }: Expected,
  now: Instant,
): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub'],
    });
    // It was JSON; both are required above, and `jose` holds them to their types.
    return payload as Claims;
  } catch (thrown) {
    if (!(thrown instanceof errors.JOSEError)) throw thrown;
    throw new Fault('UNAUTHENTICATED', `the JWT is refused: ${reasonOf(thrown, { issuer, audience })}`);
  }
}

function reasonOf(error: errors.JOSEError, { issuer, audience }: Expected): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReason(error, { issuer, audience });
  return REASONS[error.code] ?? 'it cannot be read';
}

function claimReason({ claim, reason }: errors.JWTClaimValidationFailed, { issuer, audience }: Expected): string {
  if (reason === 'missing') return `its claim "${claim}" is missing`;
  if (claim === 'iss') return `it comes from another issuer; "iss" must be "${issuer}"`;
  if (claim === 'aud') return `it was made for somebody else; "aud" must be "${audience}"`;
  return claim === 'nbf' ? 'it is not valid yet' : `its claim "${claim}" is not as it should be`;
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: `it is signed in a way that is not taken; taken are ${ALGORITHMS.join(', ')}`,
  ERR_JOSE_NOT_SUPPORTED: `it is signed in a way that is not taken; taken are ${ALGORITHMS.join(', ')}`,
  ERR_JWKS_NO_MATCHING_KEY: 'it is signed with a key that the issuer does not publish',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'it does not say ("kid") which of the keys of the issuer it is signed with',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature does not fit',
};
