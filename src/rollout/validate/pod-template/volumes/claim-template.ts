import { dnsLabelFaults, subdomainFaults } from '../../../../resources/names/dns-names.ts';
import { compareQuantities, roundedToMilli } from '../../../../resources/quantity.ts';
import type { Fields } from '../../../reading/fields.ts';
import {
  errorIf,
  type FieldError,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  word,
} from '../../field-error.ts';
import { selectorErrors } from '../../label-selector.ts';
import { maybeBelow, maybeText, texts } from '../../parts.ts';
import { givenWordErrors, missingErrors } from '../words.ts';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** A volume that is claimed for one pod and goes with it. */
export function ephemeralErrors(source: Fields, path: string): readonly FieldError[] {
  const template = maybeBelow(source, 'volumeClaimTemplate');
  if (template === undefined) return [required(`${path}.volumeClaimTemplate`)];
  return claimErrors(template.below('spec'), `${path}.volumeClaimTemplate.spec`);
}

function claimErrors(spec: Fields, path: string): readonly FieldError[] {
  return [
    ...errorIf(
      spec.list('accessModes').length === 0,
      required(`${path}.accessModes`, 'at least 1 access mode is required'),
    ),
    ...selectorErrors(spec.json('selector'), `${path}.selector`),
    ...modeErrors(texts(spec, 'accessModes'), `${path}.accessModes`),
    ...storageErrors(maybeText(spec.below('resources').below('requests'), 'storage'), `${path}.resources[storage]`),
    ...classErrors(spec, 'storageClassName', path),
    ...givenWordErrors(spec, 'volumeMode', path, ['Block', 'Filesystem']),
    ...sourceErrors(spec, 'dataSource', path),
    ...sourceErrors(spec, 'dataSourceRef', path),
    ...sourcePairErrors(spec, path),
    ...classErrors(spec, 'volumeAttributesClassName', path),
  ];
}

function modeErrors(modes: readonly string[], path: string): readonly FieldError[] {
  const known = modes.filter((mode) => MODES.includes(mode));
  const isMixed = known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod');
  return [
    ...modes.flatMap((mode) => errorIf(!known.includes(mode), notSupported(path, word(mode), MODES))),
    ...errorIf(isMixed, forbidden(path, 'may not use ReadWriteOncePod with other access modes')),
  ];
}

function storageErrors(amount: string | undefined, path: string): readonly FieldError[] {
  if (amount === undefined) return [required(path)];
  const isPositive = compareQuantities(amount, '0') > 0;
  return errorIf(!isPositive, invalid(path, roundedToMilli(amount), 'must be greater than zero'));
}

function classErrors(spec: Fields, field: string, path: string): readonly FieldError[] {
  const name = spec.text(field);
  return name === '' ? [] : invalidFor(`${path}.${field}`, name, subdomainFaults(name));
}

const DEFAULT_GROUP = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";

function sourceErrors(spec: Fields, field: string, specPath: string): readonly FieldError[] {
  const source = maybeBelow(spec, field);
  if (source === undefined) return [];
  const path = `${specPath}.${field}`;
  const group = source.text('apiGroup');
  const kind = source.text('kind');
  const namespace = source.text('namespace');
  return [
    ...missingErrors(source, path, ['name', 'kind']),
    ...errorIf(group === '' && kind !== 'PersistentVolumeClaim', invalid(path, kind, DEFAULT_GROUP)),
    ...(group === '' ? [] : invalidFor(`${path}.apiGroup`, group, subdomainFaults(group))),
    ...(namespace === '' ? [] : invalidFor(`${path}.namespace`, namespace, dnsLabelFaults(namespace))),
  ];
}

/** Where to copy from may be said in the old and the new field, but then alike. The value shown is an empty object. */
function sourcePairErrors(spec: Fields, path: string): readonly FieldError[] {
  const old = maybeBelow(spec, 'dataSource');
  const reference = maybeBelow(spec, 'dataSourceRef');
  if (old === undefined || reference === undefined) return [];
  const shown = { json: '{}' };
  if (reference.text('namespace') !== '')
    return [invalid(path, shown, 'may not be specified when dataSourceRef.namespace is specified')];
  const identity = (source: Fields): string =>
    JSON.stringify([maybeText(source, 'apiGroup') ?? null, source.text('kind'), source.text('name')]);
  return errorIf(identity(old) !== identity(reference), invalid(path, shown, 'must match dataSourceRef'));
}
