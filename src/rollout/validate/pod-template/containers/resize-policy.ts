import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, invalid, notSupported, required, word } from '../../field-error.ts';

const ONLY_NOT_REQUIRED = "must be 'NotRequired' when `restartPolicy` is 'Never'";

/** What is wrong with `resizePolicy` of a container. Errors name the list, save for one said twice. */
export function resizePolicyErrors(
  policies: readonly Fields[],
  path: string,
  podRestartPolicy: string,
): readonly FieldError[] {
  const names = policies.map((policy) => policy.text('resourceName'));
  return policies.flatMap((policy, index) => {
    const name = names[index] ?? '';
    const restart = policy.text('restartPolicy');
    const isForbidden = podRestartPolicy === 'Never' && restart !== 'NotRequired';
    return [
      ...errorIf(names.indexOf(name) < index, duplicate(`${path}[${index}]`, word(name))),
      ...oneOf(name, path, ['cpu', 'memory']),
      ...oneOf(restart, path, ['NotRequired', 'RestartContainer']),
      ...errorIf(isForbidden, invalid(path, word(restart), ONLY_NOT_REQUIRED)),
    ];
  });
}

function oneOf(text: string, path: string, supported: readonly string[]): readonly FieldError[] {
  if (text === '') return [required(path)];
  return errorIf(!supported.includes(text), notSupported(path, word(text), supported));
}
