import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { container, pod, podErrors } from './templates.ts';

/** What Kubernetes' own rules say, by running them (k8s.io/kubernetes 1.34). */
describe('rights of pods of a template', () => {
  it.each<{ given: string; template: Json; then: readonly string[] }>([
    {
      given: 'a privileged container',
      template: container({ securityContext: { privileged: true } }),
      then: [],
    },
    {
      given: 'users that Linux does not know',
      template: pod({
        securityContext: { runAsUser: -1, runAsGroup: 2147483648, fsGroup: -2, supplementalGroups: [1, -1] },
        containers: [{ name: 'a', image: 'x', securityContext: { runAsUser: -1 } }],
      }),
      then: [
        'spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
        'spec.securityContext.fsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive',
        'spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
        'spec.securityContext.runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive',
        'spec.securityContext.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      ],
    },
    {
      given: 'words of pods',
      template: pod({
        securityContext: { fsGroupChangePolicy: 'Foo', supplementalGroupsPolicy: 'Foo', seLinuxChangePolicy: 'Foo' },
      }),
      then: [
        'spec.securityContext.fsGroupChangePolicy: Unsupported value: "Foo": supported values: "Always", "OnRootMismatch"',
        'spec.securityContext.supplementalGroupsPolicy: Unsupported value: "Foo": supported values: "Merge", "Strict"',
        'spec.securityContext.seLinuxChangePolicy: Unsupported value: "Foo": supported values: "MountOption", "Recursive"',
      ],
    },
    {
      given: 'settings of the kernel',
      template: pod({
        securityContext: { sysctls: [{ name: '' }, { name: 'Kernel' }, { name: 'a.b' }, { name: 'a.b' }] },
      }),
      then: [
        'spec.securityContext.sysctls[0].name: Required value',
        'spec.securityContext.sysctls[1].name: Invalid value: "Kernel": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
        'spec.securityContext.sysctls[3].name: Duplicate value: "a.b"',
      ],
    },
    {
      given: 'what a container sees of /proc',
      template: container({ securityContext: { procMount: 'Unmasked' } }),
      then: [
        'spec.containers[0].securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`',
      ],
    },
    {
      given: 'a way to see /proc that nobody knows',
      template: container({ securityContext: { procMount: 'Foo' } }),
      then: [
        'spec.containers[0].securityContext.procMount: Unsupported value: "Foo": supported values: "Default", "Unmasked"',
      ],
    },
    {
      given: 'an admin that may not escalate',
      template: container({
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ['CAP_SYS_ADMIN'] },
          runAsUser: 5,
          seLinuxOptions: { level: 'l' },
        },
      }),
      then: [
        'spec.containers[0].securityContext: Invalid value: {"Capabilities":{"Add":["CAP_SYS_ADMIN"],"Drop":null},"Privileged":null,"SELinuxOptions":{"User":"","Role":"","Type":"","Level":"l"},"WindowsOptions":null,"RunAsUser":5,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      ],
    },
    {
      given: 'seccomp profiles',
      template: pod({
        securityContext: { seccompProfile: {} },
        containers: [
          { name: 'a', image: 'x', securityContext: { seccompProfile: { type: 'Localhost' } } },
          { name: 'b', image: 'x', securityContext: { seccompProfile: { type: 'Foo', localhostProfile: 'p' } } },
          { name: 'c', image: 'x', securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: '/p' } } },
        ],
      }),
      then: [
        'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
        'spec.containers[1].securityContext.seccompProfile.type: Unsupported value: "Foo": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
        'spec.containers[1].securityContext.seccompProfile.localhostProfile: Invalid value: {"Type":"Foo","LocalhostProfile":"p"}: can only be set when seccomp type is Localhost',
        'spec.containers[2].securityContext.seccompProfile.localhostProfile: Invalid value: "/p": must be a relative path',
        'spec.securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set',
      ],
    },
    {
      given: 'AppArmor profiles',
      template: pod({
        securityContext: { appArmorProfile: {} },
        containers: [
          {
            name: 'a',
            image: 'x',
            securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: ' p' } },
          },
          {
            name: 'b',
            image: 'x',
            securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'p' } },
          },
          { name: 'c', image: 'x', securityContext: { appArmorProfile: { type: 'Foo' } } },
          { name: 'd', image: 'x', securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: '' } } },
        ],
      }),
      then: [
        'spec.containers[0].securityContext.appArmorProfile.localhostProfile: Invalid value: " p": must not be padded with whitespace',
        'spec.containers[1].securityContext.appArmorProfile.localhostProfile: Invalid value: "p": can only be set when AppArmor type is Localhost',
        'spec.containers[2].securityContext.appArmorProfile.type: Unsupported value: "Foo": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
        'spec.containers[3].securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost',
        'spec.securityContext.appArmorProfile.type: Required value: type is required when appArmorProfile is set',
      ],
    },
    {
      given: 'users of Windows',
      template: pod({
        containers: ['', 'a\\b\\c', '<d>|\\u', 'd\\', '. .', 'a,b', 'x'.repeat(105), 'a\tb'].map(
          (runAsUserName, i) => ({ name: `c${i}`, image: 'x', securityContext: { windowsOptions: { runAsUserName } } }),
        ),
      }),
      then: [
        'spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string',
        'spec.containers[1].securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash',
        'spec.containers[2].securityContext.windowsOptions.runAsUserName: Invalid value: "\\u003cd\\u003e|\\\\u": runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format',
        'spec.containers[3].securityContext.windowsOptions.runAsUserName: Invalid value: "d\\\\": runAsUserName\'s User cannot be empty',
        'spec.containers[4].securityContext.windowsOptions.runAsUserName: Invalid value: ". .": runAsUserName\'s User cannot contain only periods or spaces',
        'spec.containers[5].securityContext.windowsOptions.runAsUserName: Invalid value: "a,b": runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]',
        'spec.containers[6].securityContext.windowsOptions.runAsUserName: Invalid value: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": runAsUserName\'s User length must not be longer than 104 characters',
        'spec.containers[7].securityContext.windowsOptions.runAsUserName: Invalid value: "a\\tb": runAsUserName cannot contain control characters',
      ],
    },
    {
      given: 'credentials of Windows',
      template: container({
        securityContext: { windowsOptions: { gmsaCredentialSpecName: 'Bad', gmsaCredentialSpec: '' } },
      }),
      then: [
        "spec.containers[0].securityContext.windowsOptions.gmsaCredentialSpecName: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.containers[0].securityContext.windowsOptions.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string',
      ],
    },
    {
      given: 'a system that nobody knows',
      template: pod({ os: { name: 'plan9' } }),
      then: ['spec.os: Unsupported value: "plan9": supported values: "linux", "windows"'],
    },
    {
      given: 'a system without a name',
      template: pod({ os: {} }),
      then: ['spec.os.name: Required value'],
    },
    {
      given: 'Linux on Windows',
      template: pod({
        os: { name: 'windows' },
        securityContext: { runAsUser: 1, sysctls: [{ name: 'a', value: '1' }] },
        containers: [{ name: 'a', image: 'x', securityContext: { readOnlyRootFilesystem: false, privileged: false } }],
      }),
      then: [
        'spec.securityContext.sysctls: Forbidden: cannot be set for a windows pod',
        'spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod',
        'spec.containers[0].securityContext.readOnlyRootFilesystem: Forbidden: cannot be set for a windows pod',
        'spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod',
      ],
    },
    {
      given: 'Windows on Linux',
      template: pod({
        os: { name: 'linux' },
        securityContext: { windowsOptions: {} },
        initContainers: [{ name: 'i', image: 'x', securityContext: { windowsOptions: {} } }],
      }),
      then: [
        'spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
        'spec.initContainers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
      ],
    },
  ])('$given', ({ template, then }) => {
    expect(podErrors(template)).toEqual(then);
  });
});
