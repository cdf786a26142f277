import { dnsLabelFaults } from '../../../../resources/names/dns-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalidFor, required } from '../../field-error.ts';
import { items } from '../../parts.ts';
import type { PodContext } from '../pod-context.ts';
import { securityErrors } from '../security/security-context.ts';
import { wordErrors } from '../words.ts';
import { envErrors, envFromErrors } from './env.ts';
import { portErrors } from './ports.ts';
import { resizePolicyErrors } from './resize-policy.ts';
import { resourceErrors } from './resources.ts';
import { deviceErrors, mountErrors } from './volume-mounts.ts';

/** What is wrong with a container, of whatever kind. An image of blanks alone is let through. */
export function containerErrors(container: Fields, path: string, context: PodContext): readonly FieldError[] {
  const name = container.text('name');
  const resources = container.below('resources');
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalidFor(`${path}.name`, name, dnsLabelFaults(name))),
    ...errorIf(container.text('image') === '', required(`${path}.image`)),
    ...wordErrors(container, 'terminationMessagePolicy', path, ['File', 'FallbackToLogsOnError']),
    ...portErrors(items(container, 'ports'), `${path}.ports`),
    ...envErrors(items(container, 'env'), `${path}.env`),
    ...envFromErrors(items(container, 'envFrom'), `${path}.envFrom`),
    ...mountErrors(container, `${path}.volumeMounts`, context.volumes),
    ...deviceErrors(container, `${path}.volumeDevices`, context.volumes),
    ...wordErrors(container, 'imagePullPolicy', path, ['Always', 'IfNotPresent', 'Never']),
    ...resourceErrors(
      {
        limits: resources.json('limits'),
        requests: resources.json('requests'),
        claims: items(resources, 'claims'),
      },
      `${path}.resources`,
      context,
    ),
    ...resizePolicyErrors(items(container, 'resizePolicy'), `${path}.resizePolicy`, context.restartPolicy),
    ...securityErrors(container.below('securityContext'), `${path}.securityContext`, context.sharesUsers),
  ];
}
