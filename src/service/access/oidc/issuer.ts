import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { textIn } from '../../../core/json-members.ts';
import { issuerTrouble } from '../../config/words.ts';
import { type Fetch, fetchJson } from './fetch-json.ts';
import { Fetched } from './fetched.ts';

const METADATA_LIFE = millisOf(60 * 60 * 1000);
/** A key that the issuer takes back is taken here no longer than this. */
const KEYS_LIFE = millisOf(10 * 60 * 1000);
/** Tokens with keys that nobody knows make us ask no more often than this. */
const COOLDOWN = millisOf(30_000);

/** What an OIDC issuer publishes of itself: where it is asked, and the keys it signs with. */
export class Issuer {
  readonly #url: string;
  readonly #metadata: Fetched<JsonObject>;
  readonly #keys: Fetched<JWTVerifyGetKey>;

  constructor(url: string, fetch: Fetch, clock: Clock) {
    this.#url = url;
    const document = `${url.replace(/\/$/, '')}/.well-known/openid-configuration`;
    this.#metadata = new Fetched(
      async () => this.#checked(await fetchJson(document, fetch, clock)),
      clock,
      METADATA_LIFE,
    );
    this.#keys = new Fetched(
      async () => keySetOf(await fetchJson(textIn(await this.metadata(), 'jwks_uri'), fetch, clock)),
      clock,
      KEYS_LIFE,
    );
  }

  /** Its discovery document. @throws Fault ISSUER_UNREACHABLE */
  metadata(): Promise<JsonObject> {
    return this.#metadata.get();
  }

  /** The key that a JWT names. One that is not known yet may be new: then the issuer is asked once more. @throws Fault ISSUER_UNREACHABLE, and what `jose` throws for a key that is not there */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#keys.get();
    try {
      return await keys(header, token);
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSNoMatchingKey)) throw thrown;
      const newer = await this.#keys.noOlderThan(COOLDOWN);
      if (newer === keys) throw thrown;
      return newer(header, token);
    }
  };

  #checked(metadata: JsonObject): JsonObject {
    const named = textIn(metadata, 'issuer');
    if (named !== this.#url) {
      throw new Fault(
        'ISSUER_UNREACHABLE',
        `the OIDC issuer calls itself ${JSON.stringify(named)}; "issuer" in the configuration must be the same to the letter, it is "${this.#url}"`,
      );
    }
    const trouble = issuerTrouble(textIn(metadata, 'jwks_uri').replace(/\?.*$/s, ''));
    if (trouble !== undefined)
      throw new Fault('ISSUER_UNREACHABLE', `"jwks_uri" of the OIDC issuer must be ${trouble}`);
    return metadata;
  }
}

function keySetOf(json: JsonObject): JWTVerifyGetKey {
  try {
    // It looks itself whether this is a set of keys.
    return createLocalJWKSet(json as unknown as JSONWebKeySet);
  } catch (cause) {
    throw new Fault('ISSUER_UNREACHABLE', 'the OIDC issuer publishes no set of keys (JWKS)', {}, { cause });
  }
}
