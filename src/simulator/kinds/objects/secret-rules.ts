import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, invalid, required, tooLong } from '../../../rollout/validate/field-error.ts';
import { textsByName } from '../../../rollout/validate/parts.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { fillIn, withMember } from '../fill/fill.ts';
import { decodedLength, fixedErrors, keyErrors, MOST_DATA } from './data-errors.ts';

/** What a Secret is where it does not say. What was written as plain text is kept with the rest, and never read again as such. */
export function fillSecret(secret: JsonObject): JsonObject {
  const typed = fillIn(secret, { type: 'Opaque' });
  const plain = new Fields(secret).object('stringData');
  if (plain === undefined) return typed;
  const encoded = textsByName(plain).map(([key, text]) => [key, toBase64(text)] as const);
  const data = { ...new Fields(secret).object('data'), ...Object.fromEntries(encoded) };
  const rest = withMember(typed, 'stringData', undefined);
  return Object.keys(data).length === 0 ? rest : { ...rest, data };
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** What Secrets of a type must hold. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

/** What is wrong with a Secret. None of its values is told. */
export function secretErrors(secret: JsonObject, old?: JsonObject): readonly FieldError[] {
  const fields = new Fields(secret);
  const size = textsByName(fields.json('data')).reduce((sum, [, text]) => sum + decodedLength(text), 0);
  return [
    ...(old === undefined ? [] : immutableErrors('type', fields.text('type'), new Fields(old).text('type'))),
    ...(old === undefined ? [] : fixedErrors(secret, old, ['data'])),
    ...keyErrors(fields, 'data'),
    ...errorIf(size > MOST_DATA, tooLong('data', MOST_DATA)),
    ...typeErrors(fields),
  ];
}

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

function typeErrors(secret: Fields): readonly FieldError[] {
  const [type, data] = [secret.text('type'), secret.below('data')];
  if (type === 'kubernetes.io/service-account-token') {
    const account = secret.below('metadata').below('annotations').text(ACCOUNT_NAME);
    return errorIf(account === '', required(`metadata.annotations[${ACCOUNT_NAME}]`));
  }
  if (type === 'kubernetes.io/basic-auth') {
    const isThere = data.has('username') || data.has('password');
    return isThere ? [] : ['username', 'password'].map((key) => required(`data[${key}]`));
  }
  const missing = (NEEDED.get(type) ?? []).filter((key) => !data.has(key));
  return [
    ...missing.map((key) => required(`data[${key}]`)),
    ...(missing.length === 0 ? contentErrors(type, data) : []),
  ];
}

/** Of an empty key, and of credentials for registries that are no JSON. */
function contentErrors(type: string, data: Fields): readonly FieldError[] {
  const [key = ''] = NEEDED.get(type) ?? [];
  const path = `data[${key}]`;
  if (type === 'kubernetes.io/ssh-auth') return errorIf(data.text(key) === '', required(path));
  if (!type.startsWith('kubernetes.io/docker')) return [];
  return isJson(data.text(key)) ? [] : [invalid(path, '<secret contents redacted>', 'invalid character')];
}

function isJson(base64: string): boolean {
  try {
    return typeof JSON.parse(atob(base64)) === 'object';
  } catch {
    return false;
  }
}
