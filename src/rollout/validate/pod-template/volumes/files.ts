import { compareQuantities } from '../../../../resources/quantity.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, required } from '../../field-error.ts';
import { items, maybeBelow } from '../../parts.ts';
import { fieldRefErrors, resourceRefErrors } from '../field-selectors.ts';
import { climbErrors, descendingErrors, modeErrors, ownFileErrors } from '../paths.ts';
import { givenWordErrors, missingErrors, wordErrors } from '../words.ts';

/** Volumes and parts of volumes that are files, and where they come from. */

export function emptyDirErrors(source: Fields, path: string): readonly FieldError[] {
  const isNegative = compareQuantities(source.text('sizeLimit'), '0') < 0;
  const text = 'SizeLimit field must be a valid resource quantity';
  return errorIf(isNegative, forbidden(`${path}.sizeLimit`, text));
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function hostPathErrors(source: Fields, path: string): readonly FieldError[] {
  const hostPath = source.text('path');
  if (hostPath === '') return [required(`${path}.path`)];
  return [...climbErrors(hostPath, `${path}.path`), ...givenWordErrors(source, 'type', path, HOST_PATH_TYPES)];
}

export function gitErrors(source: Fields, path: string): readonly FieldError[] {
  return [
    ...missingErrors(source, path, ['repository']),
    ...descendingErrors(source.text('directory'), `${path}.directory`),
  ];
}

export function secretErrors(source: Fields, path: string): readonly FieldError[] {
  return [...missingErrors(source, path, ['secretName']), ...filesErrors(source, path)];
}

export function configMapErrors(source: Fields, path: string): readonly FieldError[] {
  return [...missingErrors(source, path, ['name']), ...filesErrors(source, path)];
}

function filesErrors(source: Fields, path: string): readonly FieldError[] {
  return [
    ...modeErrors(source.whole('defaultMode'), `${path}.defaultMode`),
    ...items(source, 'items').flatMap((item, index) => keyToPathErrors(item, `${path}.items[${index}]`)),
  ];
}

/** One key of a Secret or ConfigMap as a file. */
export function keyToPathErrors(item: Fields, path: string): readonly FieldError[] {
  return [
    ...missingErrors(item, path, ['key', 'path']),
    ...ownFileErrors(item.text('path'), `${path}.path`),
    ...modeErrors(item.whole('mode'), `${path}.mode`),
  ];
}

/** Files with fields of the pod. Errors inside do not say which file. */
export function downwardErrors(source: Fields, path: string): readonly FieldError[] {
  return [
    ...modeErrors(source.whole('defaultMode'), `${path}.defaultMode`),
    ...items(source, 'items').flatMap((file) => downwardFileErrors(file, path)),
  ];
}

const FIELDS_IN_FILES = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** One field of the pod as a file. */
export function downwardFileErrors(file: Fields, path: string): readonly FieldError[] {
  return [
    ...missingErrors(file, path, ['path']),
    ...ownFileErrors(file.text('path'), `${path}.path`),
    ...contentErrors(file, path),
    ...modeErrors(file.whole('mode'), `${path}.mode`),
  ];
}

function contentErrors(file: Fields, path: string): readonly FieldError[] {
  const field = maybeBelow(file, 'fieldRef');
  const resource = maybeBelow(file, 'resourceFieldRef');
  const both = 'fieldRef and resourceFieldRef can not be specified simultaneously';
  if (field !== undefined) {
    return [
      ...fieldRefErrors(field, `${path}.fieldRef`, FIELDS_IN_FILES),
      ...errorIf(resource !== undefined, invalid(path, 'resource', both)),
    ];
  }
  if (resource !== undefined) return resourceRefErrors(resource, `${path}.resourceFieldRef`, true);
  return [required(path, 'one of fieldRef and resourceFieldRef is required')];
}

/** An image as a volume. */
export function imageErrors(source: Fields, path: string): readonly FieldError[] {
  return wordErrors(source, 'pullPolicy', path, ['Always', 'IfNotPresent', 'Never']);
}
