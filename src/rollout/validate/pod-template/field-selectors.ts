import { qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import { compareQuantities } from '../../../resources/quantity.ts';
import type { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, notSupported, required } from '../field-error.ts';

/** Fields of a pod that Kubernetes gives to anyone; the value is what they are called inside. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ...[
    'metadata.annotations',
    'metadata.labels',
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.serviceAccountName',
    'spec.schedulerName',
    'status.phase',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ].map((name) => [name, name] as const),
  ['spec.host', 'spec.nodeName'],
]);

const KEYED = ['metadata.annotations', 'metadata.labels'];

/**
 * What is wrong with a reference to a field of the pod.
 *
 * @param supported  the fields that may stand here, in the order of the message
 */
export function fieldRefErrors(reference: Fields, path: string, supported: readonly string[]): readonly FieldError[] {
  const fieldPath = reference.text('fieldPath');
  const at = `${path}.fieldPath`;
  if (fieldPath === '') return [required(at)];
  const fault = fieldFault(reference.text('apiVersion'), fieldPath);
  if (fault !== undefined) return [invalid(at, fieldPath, `error converting fieldPath: ${fault}`)];
  const [name, key] = withoutKey(fieldPath);
  if (key !== undefined) {
    // Kubernetes takes annotations in any case.
    const shown = name === 'metadata.annotations' ? key.toLowerCase() : key;
    return invalidFor(path, shown, qualifiedNameFaults(shown));
  }
  const field = FIELDS.get(fieldPath) ?? fieldPath;
  return errorIf(!supported.includes(field), notSupported(at, field, supported));
}

function fieldFault(version: string, fieldPath: string): string | undefined {
  if (version !== '' && version !== 'v1') return `unsupported pod version: ${version}`;
  const [name, key] = withoutKey(fieldPath);
  if (key !== undefined)
    return KEYED.includes(name) ? undefined : `field label does not support subscript: ${fieldPath}`;
  return FIELDS.has(fieldPath) ? undefined : `field label not supported: ${fieldPath}`;
}

/** `metadata.labels['app']` taken apart; the key is undefined where there is none. */
function withoutKey(fieldPath: string): readonly [name: string, key: string | undefined] {
  const [, name, key] = /^(.+?)\['(.*)'\]$/s.exec(fieldPath) ?? [];
  return name === undefined ? [fieldPath, undefined] : [name, key];
}

/** Amounts of a container that a reference may name, in the order of the message. */
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const HUGE_PAGES = ['limits.hugepages-', 'requests.hugepages-'];

/**
 * What is wrong with a reference to an amount of a container.
 *
 * @param needsContainer  whether it must say which container, as volumes must
 */
export function resourceRefErrors(reference: Fields, path: string, needsContainer: boolean): readonly FieldError[] {
  return [
    ...resourceNameErrors(reference, path, needsContainer),
    ...divisorErrors(reference.text('resource'), reference.text('divisor'), `${path}.divisor`),
  ];
}

function resourceNameErrors(reference: Fields, path: string, needsContainer: boolean): readonly FieldError[] {
  const resource = reference.text('resource');
  if (needsContainer && reference.text('containerName') === '') return [required(`${path}.containerName`)];
  if (resource === '') return [required(`${path}.resource`)];
  const isKnown = RESOURCES.includes(resource) || isHugePages(resource);
  return errorIf(!isKnown, notSupported(`${path}.resource`, resource, RESOURCES));
}

function isHugePages(resource: string): boolean {
  return HUGE_PAGES.some((prefix) => resource.startsWith(prefix));
}

const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What an amount may be divided by, and what messages call the amount. */
const DIVISORS: readonly { readonly of: RegExp; readonly called: string; readonly allowed: readonly string[] }[] = [
  { of: /\.cpu$/, called: 'cpu', allowed: ['1m', '1'] },
  { of: /\.memory$/, called: 'memory', allowed: BYTE_DIVISORS },
  { of: /\.ephemeral-storage$/, called: 'local ephemeral storage', allowed: BYTE_DIVISORS },
  { of: /\.hugepages-/, called: 'hugepages', allowed: BYTE_DIVISORS },
];

function divisorErrors(resource: string, divisor: string, path: string): readonly FieldError[] {
  if (compareQuantities(divisor, '0') === 0 || !(RESOURCES.includes(resource) || isHugePages(resource))) return [];
  return DIVISORS.filter(({ of, allowed }) => of.test(resource) && !allowed.includes(divisor)).map(
    ({ called, allowed }) => {
      const listed = called === 'cpu' ? allowed.join(' and ') : allowed.join(', ');
      return invalid(path, resource, `only divisor's values ${listed} are supported with the ${called} resource`);
    },
  );
}
