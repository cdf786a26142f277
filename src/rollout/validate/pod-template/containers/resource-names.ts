import { qualifiedNameFaults } from '../../../../resources/names/qualified-name.ts';
import { errorIf, type FieldError, invalid, invalidFor, word } from '../../field-error.ts';

/** What containers use of a node, as far as Kubernetes knows it by itself. */
const OF_CONTAINERS = ['cpu', 'ephemeral-storage', 'memory'];

/** Resources that are counted. */
const COUNTED = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];

/** Resources that have a meaning somewhere, if not for containers. */
const STANDARD = [
  ...OF_CONTAINERS,
  ...OF_CONTAINERS.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...COUNTED,
  'storage',
  'requests.storage',
];

/** What is wrong with the name of a container's resource: `cpu`, `memory`, `hugepages-2Mi`, `example.com/gpu`. */
export function resourceNameErrors(name: string, path: string): readonly FieldError[] {
  const faults = qualifiedNameFaults(name);
  const isPlain = !name.includes('/');
  const isStandard = STANDARD.includes(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
  const isOfContainers = OF_CONTAINERS.includes(name) || isHugePages(name);
  const isOdd = !isPlain && !isNative(name) && !isExtended(name);
  return [
    ...invalidFor(path, word(name), faults),
    ...errorIf(
      faults.length === 0 && isPlain && !isStandard,
      invalid(path, word(name), 'must be a standard resource type or fully qualified'),
    ),
    ...errorIf(isPlain && !isOfContainers, invalid(path, word(name), 'must be a standard resource for containers')),
    ...errorIf(isOdd, invalid(path, word(name), "doesn't follow extended resource name standard")),
  ];
}

/** Whether only whole amounts make sense. */
export function isCounted(name: string): boolean {
  return COUNTED.includes(name) || isExtended(name);
}

/** Whether more may be promised than there is. */
export function mayOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** Memory in pages of a size: `hugepages-2Mi`. */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** A resource of Kubernetes itself. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** A resource that others brought. Its name must still be good behind `requests.`. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedNameFaults(`requests.${name}`).length === 0;
}
