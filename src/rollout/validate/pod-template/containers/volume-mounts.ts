import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, notFound, required } from '../../field-error.ts';
import { items, maybeText } from '../../parts.ts';
import { climbErrors, descendingErrors } from '../paths.ts';
import { givenWordErrors } from '../words.ts';

type Volumes = ReadonlyMap<string, Fields>;

/** What is wrong with `volumeMounts` of a container. Some errors name the list and not the item, as upstream's do. */
export function mountErrors(container: Fields, path: string, volumes: Volumes): readonly FieldError[] {
  const mounts = items(container, 'volumeMounts');
  const targets = mounts.map((mount) => mount.text('mountPath'));
  const devices = byName(items(container, 'volumeDevices'), 'devicePath');
  return mounts.flatMap((mount, index) => {
    const at = `${path}[${index}]`;
    const name = mount.text('name');
    const target = mount.text('mountPath');
    return [
      ...errorIf(name === '', required(`${at}.name`)),
      ...errorIf(!volumes.has(name), notFound(`${at}.name`, name)),
      ...errorIf(target === '', required(`${at}.mountPath`)),
      ...errorIf(targets.indexOf(target) < index, invalid(`${at}.mountPath`, target, 'must be unique')),
      ...errorIf(devices.has(name), invalid(`${at}.name`, name, 'must not already exist in volumeDevices')),
      ...errorIf(
        [...devices.values()].includes(target),
        invalid(`${at}.mountPath`, target, 'must not already exist as a path in volumeDevices'),
      ),
      ...subPathErrors(mount, at, path),
      ...propagationErrors(mount, container, path),
      ...readOnlyErrors(mount, path),
    ];
  });
}

function subPathErrors(mount: Fields, path: string, listPath: string): readonly FieldError[] {
  const subPath = mount.text('subPath');
  const expression = mount.text('subPathExpr');
  const both = 'subPathExpr and subPath are mutually exclusive';
  return [
    ...descendingErrors(subPath, `${listPath}.subPath`),
    ...errorIf(subPath !== '' && expression !== '', invalid(`${path}.subPathExpr`, expression, both)),
    ...descendingErrors(expression, `${listPath}.subPathExpr`),
  ];
}

function propagationErrors(mount: Fields, container: Fields, listPath: string): readonly FieldError[] {
  const isPrivileged = container.below('securityContext').flag('privileged');
  const isBidirectional = mount.text('mountPropagation') === 'Bidirectional';
  return [
    ...givenWordErrors(mount, 'mountPropagation', listPath, ['Bidirectional', 'HostToContainer', 'None']),
    ...errorIf(
      isBidirectional && !isPrivileged,
      forbidden(
        `${listPath}.mountPropagation`,
        'Bidirectional mount propagation is available only to privileged containers',
      ),
    ),
  ];
}

const READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

function readOnlyErrors(mount: Fields, listPath: string): readonly FieldError[] {
  const mode = maybeText(mount, 'recursiveReadOnly');
  if (mode === undefined || mode === 'Disabled') return [];
  if (!READ_ONLY.includes(mode)) return givenWordErrors(mount, 'recursiveReadOnly', listPath, READ_ONLY);
  const path = `${listPath}.recursiveReadOnly`;
  const propagation = maybeText(mount, 'mountPropagation') ?? 'None';
  return [
    ...errorIf(!mount.flag('readOnly'), forbidden(path, 'may only be specified when readOnly is true')),
    ...errorIf(
      propagation !== 'None',
      forbidden(path, 'may only be specified when mountPropagation is None or not specified'),
    ),
  ];
}

const ONLY_CLAIMS = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';

/** What is wrong with `volumeDevices` of a container: volumes that it gets as they are, without a file system. */
export function deviceErrors(container: Fields, path: string, volumes: Volumes): readonly FieldError[] {
  const mounts = byName(items(container, 'volumeMounts'), 'mountPath');
  const names = new Set<string>();
  const paths = new Set<string>();
  return items(container, 'volumeDevices').flatMap((device, index) => {
    const at = `${path}[${index}]`;
    const name = device.text('name');
    const devicePath = device.text('devicePath');
    const isClimbing = climbErrors(devicePath, '').length > 0;
    const errors = [
      ...errorIf(name === '', required(`${at}.name`)),
      ...errorIf(names.has(name), invalid(`${at}.name`, name, 'must be unique')),
      ...volumeErrors(volumes.get(name), name, `${at}.name`),
      ...errorIf(devicePath === '', required(`${at}.devicePath`)),
      ...errorIf(paths.has(devicePath), invalid(`${at}.devicePath`, devicePath, 'must be unique')),
      ...errorIf(isClimbing, invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')")),
      ...errorIf(mounts.has(name), invalid(`${at}.name`, name, 'must not already exist in volumeMounts')),
      ...errorIf(
        [...mounts.values()].includes(devicePath),
        invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'),
      ),
    ];
    if (name !== '') names.add(name);
    if (!isClimbing) paths.add(devicePath);
    return errors;
  });
}

function volumeErrors(volume: Fields | undefined, name: string, path: string): readonly FieldError[] {
  if (volume === undefined) return [notFound(path, name)];
  const isClaim = volume.has('persistentVolumeClaim') || volume.has('ephemeral');
  return errorIf(!isClaim, invalid(path, name, ONLY_CLAIMS));
}

/** Names and paths of a list; of equal names the last counts. */
function byName(list: readonly Fields[], path: string): ReadonlyMap<string, string> {
  return new Map(list.map((item) => [item.text('name'), item.text(path)]));
}
