import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError } from '../../field-error.ts';
import { items } from '../../parts.ts';

/** Ports of the node that two containers want. */
export function hostPortErrors(containers: readonly Fields[], path: string): readonly FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, index) =>
    items(container, 'ports').flatMap((port, place) => {
      const number = port.whole('hostPort') ?? 0;
      if (number === 0) return [];
      const key = `${port.text('protocol') || 'TCP'}/${port.text('hostIP')}/${number}`;
      const wasTaken = taken.has(key);
      taken.add(key);
      return errorIf(wasTaken, duplicate(`${path}[${index}].ports[${place}].hostPort`, key));
    }),
  );
}
