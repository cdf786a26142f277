import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, invalid, tooLong } from '../../../rollout/validate/field-error.ts';
import { textsByName } from '../../../rollout/validate/parts.ts';
import { decodedLength, fixedErrors, keyErrors, MOST_DATA } from './data-errors.ts';

/** What is wrong with a ConfigMap. */
export function configMapErrors(configMap: JsonObject, old?: JsonObject): readonly FieldError[] {
  const fields = new Fields(configMap);
  const [texts, bytes] = [textsByName(fields.json('data')), textsByName(fields.json('binaryData'))];
  const binaryKeys = new Set(bytes.map(([key]) => key));
  const size =
    texts.reduce((sum, [, text]) => sum + new TextEncoder().encode(text).length, 0) +
    bytes.reduce((sum, [, text]) => sum + decodedLength(text), 0);
  return [
    ...(old === undefined ? [] : fixedErrors(configMap, old, ['data', 'binaryData'])),
    ...keyErrors(fields, 'data'),
    ...texts
      .filter(([key]) => binaryKeys.has(key))
      .map(([key]) => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...keyErrors(fields, 'binaryData'),
    ...errorIf(size > MOST_DATA, tooLong('[]', MOST_DATA)),
  ];
}
