import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { configKeyFaults } from '../../../resources/names/key-names.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalidFor } from '../../../rollout/validate/field-error.ts';
import { textsByName } from '../../../rollout/validate/parts.ts';

/** All entries of a ConfigMap or Secret together, in bytes. */
export const MOST_DATA = 1024 * 1024;

/** What is wrong with the keys of entries. */
export function keyErrors(object: Fields, member: string): readonly FieldError[] {
  return textsByName(object.json(member)).flatMap(([key]) =>
    invalidFor(`${member}[${key}]`, key, configKeyFaults(key)),
  );
}

/** What is wrong with a change of an object that said that it would not change. */
export function fixedErrors(object: JsonObject, old: JsonObject, members: readonly string[]): readonly FieldError[] {
  if (old['immutable'] !== true) return [];
  const detail = 'field is immutable when `immutable` is set';
  return [
    ...errorIf(object['immutable'] !== true, forbidden('immutable', detail)),
    ...members.flatMap((name) => errorIf(!sameJson(object[name] ?? null, old[name] ?? null), forbidden(name, detail))),
  ];
}

/** How many bytes base64 stands for. */
export function decodedLength(base64: string): number {
  return Math.floor((base64.replaceAll(/[=\r\n]/g, '').length * 3) / 4);
}
