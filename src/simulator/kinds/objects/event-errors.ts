import type { JsonObject } from '../../../core/json.ts';
import { qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, required } from '../../../rollout/validate/field-error.ts';

const MOST = { reportingInstance: 128, action: 128, reason: 128, message: 1024 };

/** What is wrong with an Event: of those with an `eventTime`, which the newer API brought, more is wanted. */
export function eventErrors(event: JsonObject): readonly FieldError[] {
  const fields = new Fields(event);
  const namespace = fields.below('metadata').text('namespace');
  const about = fields.below('involvedObject').text('namespace');
  const isNew = fields.text('eventTime') !== '';
  const allowed = isNew ? ['default', 'kube-system'] : ['default', ''];
  const isElsewhere = about === '' ? !allowed.includes(namespace) : !isNew && about !== namespace;
  const path = 'involvedObject.namespace';
  return [
    ...errorIf(isElsewhere, invalid(path, about, 'does not match event.namespace')),
    ...(isNew ? newEventErrors(fields) : []),
  ];
}

function newEventErrors(event: Fields): readonly FieldError[] {
  const component = event.text('reportingComponent');
  return [
    ...errorIf(component === '', required('reportingComponent')),
    ...invalidFor('reportingComponent', component, qualifiedNameFaults(component)),
    ...Object.entries(MOST).flatMap(([member, most]) => [
      ...errorIf(event.text(member) === '' && member !== 'message', required(member)),
      ...errorIf(event.text(member).length > most, invalid(member, '', `can have at most ${most} characters`)),
    ]),
  ];
}
