import { labelValueFaults } from '../../../../resources/names/qualified-name.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, notSupported, word } from '../../field-error.ts';
import { labelNameErrors } from '../../labels.ts';
import { wordErrors } from '../words.ts';

const ONLY_EXISTS = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
const ONLY_NO_EXECUTE = "effect must be 'NoExecute' when `tolerationSeconds` is set";

/** What is wrong with tolerations: taints of nodes that pods put up with. */
export function tolerationErrors(tolerations: readonly Fields[], path: string): readonly FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const at = `${path}[${index}]`;
    const key = toleration.text('key');
    const operator = toleration.text('operator');
    const effect = toleration.text('effect');
    const isTimed = toleration.whole('tolerationSeconds') !== undefined;
    return [
      ...(key === '' ? [] : labelNameErrors(key, `${at}.key`)),
      ...errorIf(key === '' && operator !== 'Exists', invalid(`${at}.operator`, word(operator), ONLY_EXISTS)),
      ...errorIf(isTimed && effect !== 'NoExecute', invalid(`${at}.effect`, word(effect), ONLY_NO_EXECUTE)),
      ...operatorErrors(operator, toleration.text('value'), `${at}.operator`),
      ...wordErrors(toleration, 'effect', at, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
    ];
  });
}

function operatorErrors(operator: string, value: string, path: string): readonly FieldError[] {
  switch (operator) {
    case '':
    case 'Equal': {
      const faults = labelValueFaults(value);
      return errorIf(faults.length > 0, invalid(path, value, faults.join(';')));
    }
    case 'Exists':
      return errorIf(value !== '', invalid(path, value, "value must be empty when `operator` is 'Exists'"));
    default:
      return [notSupported(path, word(operator), ['Equal', 'Exists'])];
  }
}
