import type { Fields } from '../../../reading/fields.ts';
import { type FieldError, invalid, required } from '../../field-error.ts';
import { inRange } from '../../numbers.ts';
import { maybeText } from '../../parts.ts';
import { missingErrors } from '../words.ts';

/** The three ways to name a node of iSCSI, by what a name begins with. */
const FORMS: readonly (readonly [start: string, form: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([0-9A-Za-z.-]+)(:[^,;*&$|\t\n\f\r ]+)$/],
  ['eui', /^eui.[0-9A-Za-z]{16}$/],
  ['naa', /^naa.[0-9A-Za-z]{32}$/],
];

/** What is wrong with an iSCSI disk. */
export function iscsiErrors(source: Fields, path: string): readonly FieldError[] {
  const target = source.text('iqn');
  const initiator = maybeText(source, 'initiatorName');
  return [
    ...missingErrors(source, path, ['targetPortal']),
    ...(target === '' ? [required(`${path}.iqn`)] : nodeErrors(target, `${path}.iqn`)),
    ...inRange(`${path}.lun`, source.whole('lun') ?? 0, 0, 255),
    ...(initiator === undefined ? [] : nodeErrors(initiator, `${path}.initiatorname`)),
  ];
}

function nodeErrors(name: string, path: string): readonly FieldError[] {
  const form = FORMS.find(([start]) => name.startsWith(start))?.[1];
  if (form === undefined) return [invalid(path, name, 'must be valid format starting with iqn, eui, or naa')];
  return form.test(name) ? [] : [invalid(path, name, 'must be valid format')];
}
