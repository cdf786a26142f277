import type { Fields } from '../../reading/fields.ts';
import type { FieldError } from '../field-error.ts';
import { labelErrors } from '../labels.ts';
import { items } from '../parts.ts';
import { containerListErrors } from './containers/container-lists.ts';
import { fileKeyVolumeErrors } from './containers/file-key-volumes.ts';
import { resourceErrors } from './containers/resources.ts';
import { dnsErrors } from './dns.ts';
import type { PodContext } from './pod-context.ts';
import { hostnameOverrideErrors, podNameErrors } from './pod-names.ts';
import { claimErrors, claimNames } from './resource-claims.ts';
import { affinityErrors } from './scheduling/affinity.ts';
import { gateErrors } from './scheduling/gates.ts';
import { spreadErrors } from './scheduling/topology-spread.ts';
import { hostProcessErrors } from './security/host-processes.ts';
import { systemErrors } from './security/operating-system.ts';
import { podSecurityErrors } from './security/pod-security-context.ts';
import { volumeErrors } from './volumes/volumes.ts';
import { wordErrors } from './words.ts';

/** What is wrong with the `spec` of a pod template; the order of the rules is that of Kubernetes' errors. */
export function podSpecErrors(spec: Fields, path: string): readonly FieldError[] {
  const { volumes, errors } = volumeErrors(items(spec, 'volumes'), `${path}.volumes`);
  const context: PodContext = { ...contextOf(spec), volumes };
  return [
    ...errors,
    ...claimErrors(items(spec, 'resourceClaims'), `${path}.resourceClaims`),
    ...containerListErrors(spec, path, context),
    ...wordErrors(spec, 'restartPolicy', path, ['Always', 'OnFailure', 'Never']),
    ...wordErrors(spec, 'dnsPolicy', path, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...labelErrors(spec.json('nodeSelector'), `${path}.nodeSelector`),
    ...podSecurityErrors(spec.below('securityContext'), `${path}.securityContext`),
    ...affinityErrors(spec.below('affinity'), `${path}.affinity`),
    ...dnsErrors(spec, `${path}.dnsConfig`),
    ...gateErrors(spec, path),
    ...spreadErrors(items(spec, 'topologySpreadConstraints'), `${path}.topologySpreadConstraints`),
    ...hostProcessErrors(spec, path),
    ...hostnameOverrideErrors(spec, path),
    ...podNameErrors(spec, path),
    ...resourceErrors({ limits: spec.json('overhead') }, `${path}.overhead`, context),
    ...systemErrors(spec, path),
    ...fileKeyVolumeErrors(spec, path),
  ];
}

function contextOf(spec: Fields): Omit<PodContext, 'volumes'> {
  const os = spec.object('os');
  return {
    claimNames: claimNames(items(spec, 'resourceClaims')),
    gracePeriod: spec.whole('terminationGracePeriodSeconds') ?? 30,
    os: os && spec.below('os').text('name'),
    restartPolicy: spec.text('restartPolicy') || 'Always',
    sharesUsers: spec.json('hostUsers') !== false,
  };
}
