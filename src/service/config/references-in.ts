import { isJsonObject, type Json } from '../../core/json.ts';
import { MASK } from '../../core/secret.ts';
import { type Found, fieldsAt } from './fields-at.ts';

/** Where the configuration names secrets. */
const REFERENCES: readonly string[] = ['authentication.oidc.clientSecret', 'callbacks.signingKey'];

/** Everything that should say where a secret is. */
export function referencesIn(config: Json): readonly Found[] {
  return REFERENCES.flatMap((place) => fieldsAt(config, place));
}

/** The configuration without secrets that were written in clear where the place of one was wanted, so that no problem quotes them. */
export function withoutClearSecrets(config: Json): Json {
  return REFERENCES.reduce((masked, place) => maskedAt(masked, place.split('.')), config);
}

function maskedAt(json: Json, [name, ...below]: readonly string[]): Json {
  if (name === undefined) return typeof json === 'object' ? json : MASK;
  const member = isJsonObject(json) ? json[name] : undefined;
  return isJsonObject(json) && member !== undefined ? { ...json, [name]: maskedAt(member, below) } : json;
}
