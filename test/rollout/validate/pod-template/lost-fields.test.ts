import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { container, pod, podErrors, volume } from './templates.ts';

describe('what upstream loses and refuses, the API server takes, and so do we (decision 0012)', () => {
  it.each<{ given: string; template: JsonObject }>([
    { given: 'a disk of Ceph', template: volume({ rbd: { monitors: ['m'], image: 'i' } }) },
    { given: 'a volume of Gluster', template: volume({ glusterfs: { endpoints: 'e', path: 'p' } }) },
    { given: 'a disk of Azure', template: volume({ azureDisk: { diskName: 'd', diskURI: 'https://x' } }) },
    { given: 'an image as a volume', template: volume({ image: { reference: 'x' } }) },
    {
      given: 'a process of a Windows node',
      template: pod({ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }),
    },
    {
      given: 'all of /proc for users of its own',
      template: pod({
        hostUsers: false,
        containers: [{ name: 'a', image: 'x', securityContext: { procMount: 'Unmasked' } }],
      }),
    },
    {
      given: 'a mount both ways in a privileged container',
      template: container({
        securityContext: { privileged: true },
        volumeMounts: [{ name: 'empty', mountPath: '/a', mountPropagation: 'Bidirectional' }],
      }),
    },
  ])('$given is valid', ({ template }) => {
    expect(podErrors(template)).toEqual([]);
  });

  it.each<{ given: string; template: JsonObject; then: readonly string[] }>([
    {
      given: 'a disk of Ceph without monitors',
      template: volume({ rbd: {} }),
      then: ['spec.volumes[0].rbd.monitors: Required value', 'spec.volumes[0].rbd.image: Required value'],
    },
    {
      given: 'disks of Azure that are not where their kind says',
      template: pod({
        volumes: [
          { name: 'a', azureDisk: { diskName: 'd', diskURI: '/subscriptions/x' } },
          { name: 'b', azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed', cachingMode: 'Foo' } },
        ],
      }),
      then: [
        'spec.volumes[0].azureDisk.diskURI: Unsupported value: "/subscriptions/x": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
        'spec.volumes[1].azureDisk.cachingMode: Unsupported value: "Foo": supported values: "None", "ReadOnly", "ReadWrite"',
        'spec.volumes[1].azureDisk.diskURI: Unsupported value: "https://x": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"',
      ],
    },
    {
      given: 'a process of a Windows node beside a container',
      template: pod({
        containers: [
          { name: 'a', image: 'x', securityContext: { windowsOptions: { hostProcess: true } } },
          { name: 'b', image: 'x' },
        ],
      }),
      then: [
        'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
        'spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
      ],
    },
    {
      given: 'a container that is no process of its pod of processes',
      template: pod({
        hostNetwork: true,
        securityContext: { windowsOptions: { hostProcess: false } },
        containers: [{ name: 'a', image: 'x', securityContext: { windowsOptions: { hostProcess: true } } }],
      }),
      then: [
        'spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: true: pod hostProcess value must be identical if both are specified, was false',
      ],
    },
  ])('$given is still wrong', ({ template, then }) => {
    expect(podErrors(template)).toEqual(then);
  });
});
