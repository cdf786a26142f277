import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, word } from '../../field-error.ts';
import { texts } from '../../parts.ts';
import { type GoNames, goNamed } from '../go-named.ts';
import { givenWordErrors } from '../words.ts';
import { appArmorErrors } from './app-armor.ts';
import { seccompErrors } from './seccomp.ts';
import { userIdErrors } from './user-ids.ts';
import { WINDOWS_FIELDS, windowsErrors } from './windows-options.ts';

/**
 * What is wrong with `securityContext` of a container. Whether it may be privileged is for the cluster to say.
 *
 * @param sharesUsers  whether the pod has the users of its node; then it may not see all of `/proc`
 */
export function securityErrors(context: Fields, path: string, sharesUsers: boolean): readonly FieldError[] {
  return [
    ...userIdErrors(context, path, ['runAsUser', 'runAsGroup']),
    ...givenWordErrors(context, 'procMount', path, ['Default', 'Unmasked']),
    ...errorIf(
      sharesUsers && context.text('procMount') === 'Unmasked',
      invalid(`${path}.procMount`, word('Unmasked'), '`hostUsers` must be false to use `Unmasked`'),
    ),
    ...seccompErrors(context, path),
    ...escalationErrors(context, path),
    ...windowsErrors(context, path),
    ...appArmorErrors(context, path),
  ];
}

const ADMIN_ESCALATES = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';

function escalationErrors(context: Fields, path: string): readonly FieldError[] {
  if (context.json('allowPrivilegeEscalation') !== false) return [];
  return texts(context.below('capabilities'), 'add')
    .filter((capability) => capability === 'CAP_SYS_ADMIN')
    .map(() => invalid(path, goNamed(context, FIELDS), ADMIN_ESCALATES));
}

const SELINUX: GoNames = ['User', 'Role', 'Type', 'Level'].map((go) => ({ go, zero: '' as const }));

const PROFILE: GoNames = ['Type', 'LocalhostProfile'];

const FIELDS: GoNames = [
  { go: 'Capabilities', inside: ['Add', 'Drop'] },
  'Privileged',
  { go: 'SELinuxOptions', json: 'seLinuxOptions', inside: SELINUX },
  { go: 'WindowsOptions', inside: WINDOWS_FIELDS },
  'RunAsUser',
  'RunAsGroup',
  'RunAsNonRoot',
  'ReadOnlyRootFilesystem',
  'AllowPrivilegeEscalation',
  'ProcMount',
  { go: 'SeccompProfile', inside: PROFILE },
  { go: 'AppArmorProfile', inside: PROFILE },
];
