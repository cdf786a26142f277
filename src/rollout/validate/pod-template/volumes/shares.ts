import { dnsLabelFaults } from '../../../../resources/names/dns-names.ts';
import { lengthFaults } from '../../../../resources/names/name-rule.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, required } from '../../field-error.ts';
import { missingErrors } from '../words.ts';
import { secretNameErrors } from './disks.ts';

/** Volumes that many share over the network. */

export function nfsErrors(source: Fields, path: string): readonly FieldError[] {
  const folder = source.text('path');
  return [
    ...missingErrors(source, path, ['server', 'path']),
    ...errorIf(!folder.startsWith('/'), invalid(`${path}.path`, folder, 'must be an absolute path')),
  ];
}

export function flockerErrors(source: Fields, path: string): readonly FieldError[] {
  const name = source.text('datasetName');
  const given = [name, source.text('datasetUUID')].filter((text) => text !== '').length;
  const both = 'datasetName and datasetUUID can not be specified simultaneously';
  return [
    ...errorIf(given === 0, required(path, 'one of datasetName and datasetUUID is required')),
    ...errorIf(given === 2, invalid(path, 'resource', both)),
    ...errorIf(name.includes('/'), invalid(`${path}.datasetName`, name, "must not contain '/'")),
  ];
}

const PAIRS = 'must be a host:port pair or multiple pairs separated by commas';
const LONGEST_TENANT = 64;

export function quobyteErrors(source: Fields, path: string): readonly FieldError[] {
  return [...registryErrors(source, path), ...missingErrors(source, path, ['volume'])];
}

function registryErrors(source: Fields, path: string): readonly FieldError[] {
  const registry = source.text('registry');
  if (registry === '') return [required(`${path}.registry`, PAIRS)];
  if (lengthFaults(source.text('tenant'), LONGEST_TENANT).length > 0)
    return [required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters')];
  return registry
    .split(',')
    .filter((pair) => !isHostAndPort(pair))
    .map(() => invalid(`${path}.registry`, registry, PAIRS));
}

/** Whether Go could split it: `host:port`, `[::1]:port`; either part may be empty. */
function isHostAndPort(pair: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair);
}

export function storageOsErrors(source: Fields, path: string): readonly FieldError[] {
  const name = source.text('volumeName');
  const namespace = source.text('volumeNamespace');
  return [
    ...(name === '' ? [required(`${path}.volumeName`)] : invalidFor(`${path}.volumeName`, name, dnsLabelFaults(name))),
    ...(namespace === '' ? [] : invalidFor(`${path}.volumeNamespace`, namespace, dnsLabelFaults(namespace))),
    ...secretNameErrors(source, 'secretRef', path),
  ];
}
