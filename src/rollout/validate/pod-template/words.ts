import type { Fields } from '../../reading/fields.ts';
import { type FieldError, notSupported, required, word } from '../field-error.ts';
import { maybeText } from '../parts.ts';

/** An error for a word that is none of these; they are listed in the order given. An absent or empty one has a default and is good. */
export function wordErrors(
  fields: Fields,
  name: string,
  path: string,
  supported: readonly string[],
): readonly FieldError[] {
  const written = fields.text(name);
  return written === '' || supported.includes(written) ? [] : [unsupported(fields, name, path, supported)];
}

/** As `wordErrors`, but a word that is there may not be empty either. */
export function givenWordErrors(
  fields: Fields,
  name: string,
  path: string,
  supported: readonly string[],
): readonly FieldError[] {
  const written = maybeText(fields, name);
  return written === undefined || supported.includes(written) ? [] : [unsupported(fields, name, path, supported)];
}

function unsupported(fields: Fields, name: string, path: string, supported: readonly string[]): FieldError {
  return notSupported(`${path}.${name}`, word(fields.text(name)), supported);
}

/** One error for each of these texts that is missing or empty. */
export function missingErrors(fields: Fields, path: string, names: readonly string[]): readonly FieldError[] {
  return names.filter((name) => fields.text(name) === '').map((name) => required(`${path}.${name}`));
}
