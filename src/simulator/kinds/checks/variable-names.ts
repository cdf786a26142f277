import { fileVariableNameFaults } from '../../../resources/names/key-names.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { type FieldError, invalidFor } from '../../../rollout/validate/field-error.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { containersOf } from '../../../rollout/validate/pod-template/containers-of.ts';

const NAME_FIELD = /\.(env\[\d+\]\.name|envFrom\[\d+\]\.prefix)$/;

/**
 * The errors of a pod's spec with the rules of an API server for the names of variables: since 1.34 they may be anything printable, which the
 * libraries of rollouts do not know.
 */
export function withVariableRules(errors: readonly FieldError[], spec: Fields, path: string): readonly FieldError[] {
  const others = errors.filter(({ type, field }) => type !== 'FieldValueInvalid' || !NAME_FIELD.test(field));
  return [...others, ...variableErrors(spec, path)];
}

function variableErrors(spec: Fields, path: string): readonly FieldError[] {
  return containersOf(spec, path).flatMap(({ container, path: at }) => [
    ...items(container, 'env').flatMap((variable, index) =>
      nameErrors(variable.text('name'), `${at}.env[${index}].name`),
    ),
    ...items(container, 'envFrom').flatMap((source, index) =>
      nameErrors(source.text('prefix'), `${at}.envFrom[${index}].prefix`),
    ),
  ]);
}

function nameErrors(name: string, path: string): readonly FieldError[] {
  return name === '' ? [] : invalidFor(path, name, fileVariableNameFaults(name));
}
