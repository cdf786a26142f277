import type { Fields } from '../../../reading/fields.ts';
import { type FieldError, forbidden, notSupported, required, word } from '../../field-error.ts';
import { maybeBelow } from '../../parts.ts';
import { containersOf } from '../containers-of.ts';

const SYSTEMS = ['linux', 'windows'];

/** Fields of security contexts that Windows does not know, in the order of Kubernetes' errors. */
const LINUX_FIELDS_OF_PODS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];

const LINUX_FIELDS_OF_CONTAINERS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** What is wrong with `os`, and what does not go with the system that it names. */
export function systemErrors(spec: Fields, path: string): readonly FieldError[] {
  const os = maybeBelow(spec, 'os');
  if (os === undefined) return [];
  const name = os.text('name');
  if (name === '') return [required(`${path}.os.name`)];
  if (!SYSTEMS.includes(name)) return [notSupported(`${path}.os`, word(name), SYSTEMS)];
  const [ofPod, ofContainers, text] =
    name === 'linux'
      ? [['windowsOptions'], ['windowsOptions'], 'windows options cannot be set for a linux pod']
      : [LINUX_FIELDS_OF_PODS, LINUX_FIELDS_OF_CONTAINERS, 'cannot be set for a windows pod'];
  return [
    ...strayErrors(spec, path, ofPod, text),
    ...containersOf(spec, path).flatMap((placed) => strayErrors(placed.container, placed.path, ofContainers, text)),
  ];
}

function strayErrors(owner: Fields, path: string, fields: readonly string[], text: string): readonly FieldError[] {
  const context = owner.below('securityContext');
  return (
    fields
      // Whether a container may be privileged is not looked at anywhere.
      .filter((field) => context.has(field) && !(field === 'privileged' && context.flag(field)))
      .map((field) => forbidden(`${path}.securityContext.${field}`, text))
  );
}
