import { subdomainFaults } from '../../../../resources/names/dns-names.ts';
import { lengthFaults } from '../../../../resources/names/name-rule.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, required, tooLong } from '../../field-error.ts';
import { textsByName } from '../../parts.ts';
import { missingErrors } from '../words.ts';
import { secretNameErrors } from './disks.ts';

/** Volumes of drivers that are no part of Kubernetes. */

export function flexErrors(source: Fields, path: string): readonly FieldError[] {
  return [
    ...missingErrors(source, path, ['driver']),
    ...textsByName(source.json('options'))
      .filter(([key]) => isReserved(key))
      .map(([key]) => invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')),
  ];
}

function isReserved(key: string): boolean {
  const [namespace = ''] = key.split('/', 1);
  return /\.(kubernetes|k8s)\.io$/.test(`.${namespace.toLowerCase()}`);
}

const LONGEST_DRIVER = 63;

export function csiErrors(source: Fields, path: string): readonly FieldError[] {
  const driver = source.text('driver');
  const at = `${path}.driver`;
  const secret = source.below('nodePublishSecretRef').text('name');
  return [
    ...errorIf(driver === '', required(at)),
    ...errorIf(lengthFaults(driver, LONGEST_DRIVER).length > 0, tooLong(at, LONGEST_DRIVER)),
    ...invalidFor(at, driver, subdomainFaults(driver.toLowerCase())),
    ...secretNameErrors(source, 'nodePublishSecretRef', path),
    ...(secret === '' ? [] : invalidFor(`${path}.name`, secret, subdomainFaults(secret))),
  ];
}
