import type { Clock } from '../../../core/clock.ts';
import { instantOf, millisOf } from '../../../core/instant.ts';
import type { OidcConfig } from '../../config/service-config.ts';
import type { Identity } from '../access.ts';
import { ShortMemory } from '../limits/short-memory.ts';
import { identityOfClaims } from './identity-of-claims.ts';
import type { Issuer } from './issuer.ts';
import { verifyJwt } from './verify-jwt.ts';

/** A verified JWT is not verified again for so long: it costs a tenth of a millisecond each time. */
const LIFE = millisOf(10_000);
const MOST = 10_000;

/** Who shows a JWT of the issuer. */
export class JwtIdentities {
  readonly #oidc: OidcConfig;
  readonly #issuer: Issuer;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #found = new ShortMemory<Identity>(MOST);

  constructor(oidc: OidcConfig, issuer: Issuer, clock: Pick<Clock, 'now'>) {
    this.#oidc = oidc;
    this.#issuer = issuer;
    this.#clock = clock;
  }

  /** @param digest of the JWT @throws Fault UNAUTHENTICATED, ISSUER_UNREACHABLE */
  async identify(jwt: string, digest: string): Promise<Identity> {
    const known = this.#found.get(digest, this.#clock.now());
    if (known !== undefined) return known;
    const { issuer, audience } = this.#oidc;
    const claims = await verifyJwt(jwt, this.#issuer.key, { issuer, audience }, this.#clock.now());
    const identity = identityOfClaims(claims, this.#oidc);
    const now = this.#clock.now();
    const left = millisOf(instantOf(claims.exp * 1000) - now);
    if (left > 0) this.#found.set(digest, identity, now, left < LIFE ? left : LIFE);
    return identity;
  }

  /** Who an ID token speaks of that was made for a client of ours. @throws Fault UNAUTHENTICATED, ISSUER_UNREACHABLE */
  async ofIdToken(idToken: string, clientId: string): Promise<Identity> {
    const expected = { issuer: this.#oidc.issuer, audience: clientId };
    const claims = await verifyJwt(idToken, this.#issuer.key, expected, this.#clock.now());
    return identityOfClaims(claims, this.#oidc);
  }
}
