import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { OidcConfig } from '../../config/service-config.ts';
import type { Identity } from '../access.ts';

const LONGEST_NAME = 200;

/**
 * Who a JWT speaks of, and what they may.
 *
 * @param claims of a JWT that was verified
 */
export function identityOfClaims(
  claims: JsonObject,
  { nameClaim, rolesClaim, roles }: Pick<OidcConfig, 'nameClaim' | 'rolesClaim' | 'roles'>,
): Identity {
  const values = textsOf(claimAt(claims, rolesClaim));
  const grants = roles
    .filter(({ value }) => values.includes(value))
    .map(({ namespace, role }) => ({ namespace, role }));
  return { name: nameOf(claims, nameClaim), grants };
}

/** A name that cannot be taken for a token's or for nobody's: those of people are addresses, or have `user` before them. */
function nameOf(claims: JsonObject, nameClaim: string): string {
  const candidates = [claimAt(claims, nameClaim), claims['sub']].filter((one) => typeof one === 'string');
  const [name = ''] = candidates
    .map((text) => text.replaceAll(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME))
    .filter(Boolean);
  return /^[^\s@]+@[^\s@]+$/.test(name) ? name : `user ${name}`;
}

/** A claim by its own name, which may hold dots itself, or by a path into others. */
function claimAt(claims: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<Json | undefined>(
      (json, name) => (isJsonObject(json) && Object.hasOwn(json, name) ? json[name] : undefined),
      claims,
    );
}

function textsOf(json: Json | undefined): readonly string[] {
  const items: readonly Json[] = Array.isArray(json) ? json : json === undefined ? [] : [json];
  return items.filter((item) => typeof item === 'string');
}
