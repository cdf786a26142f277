import type { Json } from '../../../../core/json.ts';
import { portNameFaults } from '../../../../resources/names/port-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { duplicate, type FieldError, invalidFor, required } from '../../field-error.ts';
import { inRange } from '../../numbers.ts';
import { wordErrors } from '../words.ts';

const LARGEST_PORT = 65_535;

/** What is wrong with `ports` of a container. */
export function portErrors(ports: readonly Fields[], path: string): readonly FieldError[] {
  const taken = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const number = port.whole('containerPort') ?? 0;
    const hostPort = port.whole('hostPort') ?? 0;
    return [
      ...nameErrors(port.text('name'), `${at}.name`, taken),
      ...(number === 0 ? [required(`${at}.containerPort`)] : portNumberErrors(number, `${at}.containerPort`)),
      ...(hostPort === 0 ? [] : portNumberErrors(hostPort, `${at}.hostPort`)),
      ...wordErrors(port, 'protocol', at, ['SCTP', 'TCP', 'UDP']),
    ];
  });
}

function nameErrors(name: string, path: string, taken: Set<string>): readonly FieldError[] {
  if (name === '') return [];
  const faults = portNameFaults(name);
  if (faults.length > 0) return invalidFor(path, name, faults);
  if (taken.has(name)) return [duplicate(path, name)];
  taken.add(name);
  return [];
}

/** What is wrong with a port of a probe: a number, or the name of a container's port. None counts as 0. */
export function portNumberOrNameErrors(port: Json | undefined, path: string): readonly FieldError[] {
  if (typeof port === 'string') return invalidFor(path, port, portNameFaults(port));
  return portNumberErrors(typeof port === 'number' ? port : 0, path);
}

function portNumberErrors(port: number, path: string): readonly FieldError[] {
  return inRange(path, port, 1, LARGEST_PORT);
}
