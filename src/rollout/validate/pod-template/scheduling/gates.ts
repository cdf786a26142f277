import { qualifiedNameFaults } from '../../../../resources/names/qualified-name.ts';
import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, invalidFor } from '../../field-error.ts';
import { items } from '../../parts.ts';

/** What is wrong with the gates before a pod counts as ready and before it is scheduled. */
export function gateErrors(spec: Fields, path: string): readonly FieldError[] {
  const conditions = items(spec, 'readinessGates').map((gate) => gate.text('conditionType'));
  const gates = items(spec, 'schedulingGates').map((gate) => gate.text('name'));
  return [
    ...conditions.flatMap((condition, index) =>
      invalidFor(`${path}.readinessGates[${index}].conditionType`, condition, qualifiedNameFaults(condition)),
    ),
    ...gates.flatMap((gate, index) => {
      const at = `${path}.schedulingGates[${index}]`;
      return [
        ...invalidFor(at, gate, qualifiedNameFaults(gate)),
        ...errorIf(gates.indexOf(gate) < index, duplicate(at, gate)),
      ];
    }),
  ];
}
