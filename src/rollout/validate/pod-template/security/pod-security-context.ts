import type { Fields } from '../../../reading/fields.ts';
import { duplicate, type FieldError, invalid, required } from '../../field-error.ts';
import { items } from '../../parts.ts';
import { givenWordErrors } from '../words.ts';
import { appArmorErrors } from './app-armor.ts';
import { seccompErrors } from './seccomp.ts';
import { idErrors, userIdErrors } from './user-ids.ts';
import { windowsErrors } from './windows-options.ts';

/** What is wrong with `securityContext` of a pod. */
export function podSecurityErrors(context: Fields, path: string): readonly FieldError[] {
  return [
    ...userIdErrors(context, path, ['fsGroup', 'runAsUser', 'runAsGroup']),
    ...context
      .list('supplementalGroups')
      .flatMap((group, index) =>
        idErrors(typeof group === 'number' ? group : 0, `${path}.supplementalGroups[${index}]`),
      ),
    ...sysctlErrors(items(context, 'sysctls'), `${path}.sysctls`),
    ...givenWordErrors(context, 'fsGroupChangePolicy', path, ['Always', 'OnRootMismatch']),
    ...seccompErrors(context, path),
    ...windowsErrors(context, path),
    ...appArmorErrors(context, path),
    ...givenWordErrors(context, 'supplementalGroupsPolicy', path, ['Merge', 'Strict']),
    ...givenWordErrors(context, 'seLinuxChangePolicy', path, ['MountOption', 'Recursive']),
  ];
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const LONGEST_SYSCTL = 253;

function sysctlErrors(sysctls: readonly Fields[], path: string): readonly FieldError[] {
  const names = sysctls.map((sysctl) => sysctl.text('name'));
  return names.flatMap((name, index) => {
    const at = `${path}[${index}].name`;
    if (name === '') return [required(at)];
    if (name.length > LONGEST_SYSCTL || !new RegExp(SYSCTL).test(name))
      return [invalid(at, name, `must have at most ${LONGEST_SYSCTL} characters and match regex ${SYSCTL}`)];
    return names.indexOf(name) < index ? [duplicate(at, name)] : [];
  });
}
