import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { annotated, pod, podErrors } from './templates.ts';

/** What Kubernetes' own rules say, by running them (k8s.io/kubernetes 1.34). */
describe('a pod template as a whole', () => {
  it.each<{ given: string; template: Json; then: readonly string[] }>([
    {
      given: 'a good template',
      template: pod({}),
      then: [],
    },
    {
      given: 'names that a pod takes',
      template: pod({
        serviceAccountName: 'Bad',
        nodeName: 'Bad',
        hostname: 'a.b',
        subdomain: 'Bad',
        priorityClassName: 'Bad',
        runtimeClassName: '',
      }),
      then: [
        "spec.serviceAccountName: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        "spec.nodeName: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.hostname: Invalid value: "a.b": must not contain dots',
        'spec.subdomain: Invalid value: "Bad": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        "spec.priorityClassName: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        "spec.runtimeClassName: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      ],
    },
    {
      given: 'a deadline',
      template: pod({ activeDeadlineSeconds: 0 }),
      then: [
        'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
        'spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
      ],
    },
    {
      given: 'another restart policy',
      template: pod({ restartPolicy: 'OnFailure' }),
      then: ['spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"'],
    },
    {
      given: 'a restart policy that nobody knows',
      template: pod({ restartPolicy: 'Foo' }),
      then: [
        'spec.restartPolicy: Unsupported value: "Foo": supported values: "Always", "OnFailure", "Never"',
        'spec.restartPolicy: Unsupported value: "Foo": supported values: "Always"',
      ],
    },
    {
      given: 'a DNS policy that nobody knows',
      template: pod({ dnsPolicy: 'Foo' }),
      then: [
        'spec.dnsPolicy: Unsupported value: "Foo": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
      ],
    },
    {
      given: 'no DNS',
      template: pod({ dnsPolicy: 'None' }),
      then: ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    },
    {
      given: 'no DNS servers',
      template: pod({ dnsPolicy: 'None', dnsConfig: {} }),
      then: [
        'spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
      ],
    },
    {
      given: 'DNS servers',
      template: pod({ dnsConfig: { nameservers: ['1.2.3.4', '010.0.0.1', '::1', '::ffff:1.2.3.4'] } }),
      then: [
        'spec.dnsConfig.nameservers: Invalid value: ["1.2.3.4","010.0.0.1","::1","::ffff:1.2.3.4"]: must not have more than 3 nameservers',
      ],
    },
    {
      given: 'what is no DNS server',
      template: pod({ dnsConfig: { nameservers: ['1.2.3', '1.2.3.256', '1::2::3', ':1', '12345::', '::1%eth0', ''] } }),
      then: [
        'spec.dnsConfig.nameservers: Invalid value: ["1.2.3","1.2.3.256","1::2::3",":1","12345::","::1%eth0",""]: must not have more than 3 nameservers',
        'spec.dnsConfig.nameservers[0]: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[1]: Invalid value: "1.2.3.256": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[2]: Invalid value: "1::2::3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[3]: Invalid value: ":1": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[4]: Invalid value: "12345::": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[5]: Invalid value: "::1%eth0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.nameservers[6]: Invalid value: "": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    },
    {
      given: 'DNS searches',
      template: pod({ dnsConfig: { searches: ['ok.', 'a_b', 'X'], options: [{ name: '' }] } }),
      then: [
        "spec.dnsConfig.searches[1]: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        "spec.dnsConfig.searches[2]: Invalid value: \"X\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.dnsConfig.options[0]: Required value: must not be empty',
      ],
    },
    {
      given: 'too many DNS searches',
      template: pod({ dnsConfig: { searches: Array.from({ length: 33 }, () => 'a'.repeat(63)) } }),
      then: [
        'spec.dnsConfig.searches: Invalid value: ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]: must not have more than 32 search paths',
        'spec.dnsConfig.searches: Invalid value: ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]: must not have more than 2048 characters (including spaces) in the search list',
      ],
    },
    {
      given: 'aliases of hosts',
      template: pod({ hostAliases: [{ ip: 'x', hostnames: ['Bad'] }] }),
      then: [
        'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        "spec.hostAliases[0].hostnames[0]: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      ],
    },
    {
      given: 'preemption',
      template: pod({ preemptionPolicy: 'Foo' }),
      then: ['spec.preemptionPolicy: Unsupported value: "Foo": supported values: "PreemptLowerPriority", "Never"'],
    },
    {
      given: 'preemption without a word',
      template: pod({ preemptionPolicy: '' }),
      then: ['spec.preemptionPolicy: Required value'],
    },
    {
      given: 'overhead',
      template: pod({ overhead: { cpu: '-1', foo: '0.0001' } }),
      then: [
        'spec.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
        'spec.overhead.limits[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
        'spec.overhead.limits[foo]: Invalid value: "foo": must be a standard resource for containers',
      ],
    },
    {
      given: 'claims',
      template: pod({
        resourceClaims: [
          { name: '' },
          { name: 'Bad', resourceClaimName: 'r', resourceClaimTemplateName: 'T' },
          { name: 'Bad' },
        ],
      }),
      then: [
        'spec.resourceClaims[0].name: Required value',
        'spec.resourceClaims[0]: Invalid value: {"Name":"","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
        'spec.resourceClaims[1].name: Invalid value: "Bad": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.resourceClaims[1]: Invalid value: {"Name":"Bad","ResourceClaimName":"r","ResourceClaimTemplateName":"T"}: at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
        "spec.resourceClaims[1].resourceClaimTemplateName: Invalid value: \"T\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.resourceClaims[2].name: Duplicate value: "Bad"',
        'spec.resourceClaims[2]: Invalid value: {"Name":"Bad","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
      ],
    },
    {
      given: 'another name of the host',
      template: pod({ hostnameOverride: `${'a'.repeat(65)}_`, setHostnameAsFQDN: true }),
      then: [
        'spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true',
        'spec.hostnameOverride: Too long: may not be more than 64 bytes',
        "spec.hostnameOverride: Invalid value: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      ],
    },
    {
      given: 'old annotations',
      template: annotated({
        'kubernetes.io/config.mirror': 'x',
        'seccomp.security.alpha.kubernetes.io/pod': 'foo',
        'container.apparmor.security.beta.kubernetes.io/gone': 'bar',
        'scheduler.alpha.kubernetes.io/tolerations': '[{"operator":"Foo"}]',
      }),
      then: [
        'annotations[kubernetes.io/config.mirror]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set',
        'annotations.scheduler.alpha.kubernetes.io/tolerations[0].operator: Invalid value: "Foo": operator must be Exists when `key` is empty, which means "match all values and all keys"',
        'annotations.scheduler.alpha.kubernetes.io/tolerations[0].operator: Unsupported value: "Foo": supported values: "Equal", "Exists"',
        'annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "foo": must be a valid seccomp profile',
        'annotations[container.apparmor.security.beta.kubernetes.io/gone]: Invalid value: "gone": container not found',
        'annotations[container.apparmor.security.beta.kubernetes.io/gone]: Invalid value: "bar": invalid AppArmor profile name: "bar"',
      ],
    },
    {
      given: 'an annotation that is no JSON',
      template: annotated({ 'scheduler.alpha.kubernetes.io/tolerations': '[' }),
      then: ['annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": unexpected end of JSON input'],
    },
    {
      given: 'annotations that contradict fields',
      template: annotated(
        {
          'seccomp.security.alpha.kubernetes.io/pod': 'localhost/a',
          'container.apparmor.security.beta.kubernetes.io/web': 'localhost/b',
        },
        {
          securityContext: {
            seccompProfile: { type: 'Localhost', localhostProfile: 'x' },
            appArmorProfile: { type: 'RuntimeDefault' },
          },
        },
      ),
      then: [
        'spec.securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match',
        'spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match',
      ],
    },
    {
      given: 'keys of annotations',
      template: annotated({ 'UPPER/ok': '', 'a b': '', '': '' }),
      then: [
        'annotations: Invalid value: "": name part must be non-empty',
        "annotations: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        "annotations: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      ],
    },
  ])('$given', ({ template, then }) => {
    expect(podErrors(template)).toEqual(then);
  });
});
