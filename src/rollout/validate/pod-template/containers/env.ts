import { dnsLabelFaults, subdomainFaults } from '../../../../resources/names/dns-names.ts';
import { configKeyFaults, fileVariableNameFaults, variableNameFaults } from '../../../../resources/names/key-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { type FieldError, invalid, invalidFor, required } from '../../field-error.ts';
import { maybeBelow } from '../../parts.ts';
import { fieldRefErrors, resourceRefErrors } from '../field-selectors.ts';
import { climbErrors } from '../paths.ts';

/** What is wrong with `env` of a container. */
export function envErrors(variables: readonly Fields[], path: string): readonly FieldError[] {
  return variables.flatMap((variable, index) => [
    ...textErrors(variable, 'name', `${path}[${index}]`, variableNameFaults),
    ...valueFromErrors(variable, `${path}[${index}].valueFrom`),
  ]);
}

const FIELDS_IN_VARIABLES = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Where the value of a variable may come from. */
const SOURCES: readonly (readonly [name: string, errors: (source: Fields, path: string) => readonly FieldError[]])[] = [
  ['fieldRef', (source, path) => fieldRefErrors(source, path, FIELDS_IN_VARIABLES)],
  ['resourceFieldRef', (source, path) => resourceRefErrors(source, path, false)],
  ['configMapKeyRef', keyErrors],
  ['secretKeyRef', keyErrors],
  ['fileKeyRef', fileKeyErrors],
];

const NONE = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
const MANY = 'may not have more than one field specified at a time';

function valueFromErrors(variable: Fields, path: string): readonly FieldError[] {
  const from = maybeBelow(variable, 'valueFrom');
  if (from === undefined) return [];
  const given = SOURCES.filter(([name]) => from.object(name) !== undefined);
  const errors = given.flatMap(([name, sourceErrors]) => sourceErrors(from.below(name), `${path}.${name}`));
  if (given.length === 0) return [invalid(path, '', NONE)];
  if (variable.text('value') !== '')
    return [...errors, invalid(path, '', 'may not be specified when `value` is not empty')];
  return given.length > 1 ? [...errors, invalid(path, '', MANY)] : errors;
}

/** A key of a ConfigMap or Secret; here an empty name is one of a wrong form. */
function keyErrors(source: Fields, path: string): readonly FieldError[] {
  const name = source.text('name');
  return [
    ...invalidFor(`${path}.name`, name, subdomainFaults(name)),
    ...textErrors(source, 'key', path, configKeyFaults),
  ];
}

/** A variable in a file of a volume. */
function fileKeyErrors(source: Fields, path: string): readonly FieldError[] {
  const file = source.text('path');
  return [
    ...textErrors(source, 'key', path, fileVariableNameFaults),
    ...textErrors(source, 'volumeName', path, dnsLabelFaults),
    ...(file === '' ? [required(`${path}.path`)] : climbErrors(file, `${path}.path`)),
  ];
}

/** What is wrong with `envFrom` of a container: whole ConfigMaps and Secrets as variables. */
export function envFromErrors(sources: readonly Fields[], path: string): readonly FieldError[] {
  return sources.flatMap((source, index) => {
    const at = `${path}[${index}]`;
    const prefix = source.text('prefix');
    const given = ['configMapRef', 'secretRef'].filter((name) => source.object(name) !== undefined);
    return [
      ...(prefix === '' ? [] : invalidFor(`${at}.prefix`, prefix, variableNameFaults(prefix))),
      ...given.flatMap((name) => textErrors(source.below(name), 'name', `${at}.${name}`, prefixFaults)),
      // Upstream names the list here, not the item.
      ...(given.length === 0 ? [invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')] : []),
      ...(given.length > 1 ? [invalid(path, '', MANY)] : []),
    ];
  });
}

/** Here a name may end in a dash, as if something were to follow. */
function prefixFaults(name: string): readonly string[] {
  return subdomainFaults(name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name);
}

function textErrors(
  fields: Fields,
  name: string,
  path: string,
  faults: (text: string) => readonly string[],
): readonly FieldError[] {
  const text = fields.text(name);
  return text === '' ? [required(`${path}.${name}`)] : invalidFor(`${path}.${name}`, text, faults(text));
}
