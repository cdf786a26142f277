import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { amount, container, field, pod, podErrors } from './templates.ts';

/** What Kubernetes' own rules say, by running them (k8s.io/kubernetes 1.34). */
describe('containers of a pod template', () => {
  it.each<{ given: string; template: Json; then: readonly string[] }>([
    {
      given: 'no containers',
      template: pod({ containers: [] }),
      then: ['spec.containers: Required value'],
    },
    {
      given: 'a container without name and image',
      template: pod({ containers: [{}] }),
      then: ['spec.containers[0].name: Required value', 'spec.containers[0].image: Required value'],
    },
    {
      given: 'a name with a dot',
      template: pod({ containers: [{ name: 'a.b', image: 'x' }] }),
      then: ['spec.containers[0].name: Invalid value: "a.b": must not contain dots'],
    },
    {
      given: 'a name in capitals',
      template: pod({ containers: [{ name: 'Web', image: 'x' }] }),
      then: [
        'spec.containers[0].name: Invalid value: "Web": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
      ],
    },
    {
      given: 'two containers of one name',
      template: pod({
        containers: [
          { name: 'a', image: 'x' },
          { name: 'a', image: 'y' },
        ],
      }),
      then: ['spec.containers[1].name: Duplicate value: "a"'],
    },
    {
      given: 'an image of blanks',
      template: container({ image: ' x ' }),
      then: [],
    },
    {
      given: 'words that nobody knows',
      template: container({ imagePullPolicy: 'Sometimes', terminationMessagePolicy: 'Foo' }),
      then: [
        'spec.containers[0].terminationMessagePolicy: Unsupported value: "Foo": supported values: "File", "FallbackToLogsOnError"',
        'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
      ],
    },
    {
      given: 'a restart policy of its own',
      template: container({ restartPolicy: 'Always' }),
      then: ['spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers'],
    },
    {
      given: 'ports out of range',
      template: container({ ports: [{ containerPort: 0 }, { containerPort: 65536, hostPort: -1 }] }),
      then: [
        'spec.containers[0].ports[0].containerPort: Required value',
        'spec.containers[0].ports[1].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
        'spec.containers[0].ports[1].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive',
      ],
    },
    {
      given: 'port names',
      template: container({
        ports: [
          { containerPort: 1, name: 'a--b' },
          { containerPort: 2, name: '-1' },
          { containerPort: 3, name: 'abcdefghijklmnop' },
        ],
      }),
      then: [
        'spec.containers[0].ports[0].name: Invalid value: "a--b": must not contain consecutive hyphens',
        'spec.containers[0].ports[1].name: Invalid value: "-1": must contain at least one letter (a-z)',
        'spec.containers[0].ports[1].name: Invalid value: "-1": must not begin or end with a hyphen',
        'spec.containers[0].ports[2].name: Invalid value: "abcdefghijklmnop": must be no more than 15 characters',
      ],
    },
    {
      given: 'one port name twice',
      template: container({
        ports: [
          { containerPort: 1, name: 'p' },
          { containerPort: 2, name: 'p' },
        ],
      }),
      then: ['spec.containers[0].ports[1].name: Duplicate value: "p"'],
    },
    {
      given: 'one port of the node twice',
      template: container({
        ports: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
          { containerPort: 3, hostPort: 80, protocol: 'UDP' },
        ],
      }),
      then: ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
    },
    {
      given: 'a protocol that nobody knows',
      template: container({ ports: [{ containerPort: 1, protocol: 'ICMP' }] }),
      then: ['spec.containers[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"'],
    },
    {
      given: 'variables without good names',
      template: container({ env: [{ name: '' }, { name: '1A' }, { name: '..' }, { name: '..a' }, { name: 'A-B.c' }] }),
      then: [
        'spec.containers[0].env[0].name: Required value',
        "spec.containers[0].env[1].name: Invalid value: \"1A\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
        'spec.containers[0].env[2].name: Invalid value: "..": must not be \'..\'',
        'spec.containers[0].env[3].name: Invalid value: "..a": must not start with \'..\'',
      ],
    },
    {
      given: 'a variable from nowhere',
      template: container({ env: [{ name: 'A', valueFrom: {} }] }),
      then: [
        'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
      ],
    },
    {
      given: 'a variable with a value and a source',
      template: container({
        env: [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
      }),
      then: ['spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
    },
    {
      given: 'a variable with two sources',
      template: container({
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' }, configMapKeyRef: { name: 'c', key: 'k' } } },
        ],
      }),
      then: [
        'spec.containers[0].env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time',
      ],
    },
    {
      given: 'fields that a variable cannot hold',
      template: container({
        env: [
          field('metadata.labels'),
          field('metadata.foo'),
          field('spec.restartPolicy'),
          field(''),
          field("spec.x['y']"),
        ],
      }),
      then: [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
        'spec.containers[0].env[1].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.foo": error converting fieldPath: field label not supported: metadata.foo',
        'spec.containers[0].env[2].valueFrom.fieldRef.fieldPath: Unsupported value: "spec.restartPolicy": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
        'spec.containers[0].env[3].valueFrom.fieldRef.fieldPath: Required value',
        "spec.containers[0].env[4].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.x['y']\": error converting fieldPath: field label does not support subscript: spec.x['y']",
      ],
    },
    {
      given: 'fields that a variable can hold',
      template: container({ env: [field('spec.host'), field('status.podIPs'), field("metadata.labels['a']")] }),
      then: [],
    },
    {
      given: 'keys of labels and annotations',
      template: container({
        env: [
          field("metadata.labels['A b']"),
          field("metadata.annotations['A b']"),
          field("metadata.annotations['UP']"),
        ],
      }),
      then: [
        "spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        "spec.containers[0].env[1].valueFrom.fieldRef: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      ],
    },
    {
      given: 'a field of another version',
      template: container({
        env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }],
      }),
      then: [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
      ],
    },
    {
      given: 'amounts that a variable cannot hold',
      template: container({ env: [amount(''), amount('foo'), amount('limits.hugepages-2Mi')] }),
      then: [
        'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Required value',
        'spec.containers[0].env[1].valueFrom.resourceFieldRef.resource: Unsupported value: "foo": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
      ],
    },
    {
      given: 'divisors',
      template: container({
        env: [
          amount('limits.cpu', '2'),
          amount('limits.cpu', '1m'),
          amount('requests.memory', '3'),
          amount('limits.ephemeral-storage', '1m'),
          amount('requests.hugepages-2Mi', '2Gi'),
        ],
      }),
      then: [
        'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
        'spec.containers[0].env[2].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
        'spec.containers[0].env[3].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.ephemeral-storage": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource',
        'spec.containers[0].env[4].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.hugepages-2Mi": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages resource',
      ],
    },
    {
      given: 'keys of Secrets',
      template: container({
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: '', key: '' } } },
          { name: 'B', valueFrom: { configMapKeyRef: { name: 'c', key: 'x y' } } },
        ],
      }),
      then: [
        "spec.containers[0].env[0].valueFrom.secretKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value',
        "spec.containers[0].env[1].valueFrom.configMapKeyRef.key: Invalid value: \"x y\": a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
      ],
    },
    {
      given: 'variables from files',
      template: container({
        env: [
          { name: 'A', valueFrom: { fileKeyRef: { volumeName: '', path: '', key: '' } } },
          { name: 'B', valueFrom: { fileKeyRef: { volumeName: 'claim', path: '../x', key: 'a=b' } } },
        ],
      }),
      then: [
        'spec.containers[0].env[0].valueFrom.fileKeyRef.key: Required value',
        'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Required value',
        'spec.containers[0].env[0].valueFrom.fileKeyRef.path: Required value',
        'spec.containers[0].env[1].valueFrom.fileKeyRef.key: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
        'spec.containers[0].env[1].valueFrom.fileKeyRef.path: Invalid value: "../x": must not contain \'..\'',
        'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: ""',
        'spec.containers[0].env[1].valueFrom.fileKeyRef.volumeName: Invalid value: "claim": referenced volume must be of type emptyDir',
      ],
    },
    {
      given: 'whole sources of variables',
      template: container({
        envFrom: [
          {},
          { configMapRef: { name: '' } },
          { secretRef: { name: 'Bad' }, configMapRef: { name: 'end-' }, prefix: '1' },
        ],
      }),
      then: [
        'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
        'spec.containers[0].envFrom[1].configMapRef.name: Required value',
        "spec.containers[0].envFrom[2].prefix: Invalid value: \"1\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
        "spec.containers[0].envFrom[2].secretRef.name: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
      ],
    },
    {
      given: 'mounts of volumes that are not there',
      template: container({
        volumeMounts: [
          { name: '', mountPath: '' },
          { name: 'gone', mountPath: '/a' },
        ],
      }),
      then: [
        'spec.containers[0].volumeMounts[0].name: Required value',
        'spec.containers[0].volumeMounts[0].name: Not found: ""',
        'spec.containers[0].volumeMounts[0].mountPath: Required value',
        'spec.containers[0].volumeMounts[1].name: Not found: "gone"',
      ],
    },
    {
      given: 'two mounts at one place',
      template: container({
        volumeMounts: [
          { name: 'empty', mountPath: '/a' },
          { name: 'claim', mountPath: '/a' },
        ],
      }),
      then: ['spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique'],
    },
    {
      given: 'mounts below volumes',
      template: container({
        volumeMounts: [
          { name: 'empty', mountPath: '/a', subPath: '/abs' },
          { name: 'empty', mountPath: '/b', subPath: 'x', subPathExpr: '../y' },
        ],
      }),
      then: [
        'spec.containers[0].volumeMounts.subPath: Invalid value: "/abs": must be a relative path',
        'spec.containers[0].volumeMounts[1].subPathExpr: Invalid value: "../y": subPathExpr and subPath are mutually exclusive',
        'spec.containers[0].volumeMounts.subPathExpr: Invalid value: "../y": must not contain \'..\'',
      ],
    },
    {
      given: 'how mounts spread',
      template: container({
        volumeMounts: [
          { name: 'empty', mountPath: '/a', mountPropagation: 'Foo' },
          { name: 'empty', mountPath: '/b', mountPropagation: 'Bidirectional' },
        ],
      }),
      then: [
        'spec.containers[0].volumeMounts.mountPropagation: Unsupported value: "Foo": supported values: "Bidirectional", "HostToContainer", "None"',
        'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
      ],
    },
    {
      given: 'mounts that are read only all the way down',
      template: container({
        volumeMounts: [
          { name: 'empty', mountPath: '/a', recursiveReadOnly: 'Enabled' },
          {
            name: 'empty',
            mountPath: '/b',
            readOnly: true,
            recursiveReadOnly: 'IfPossible',
            mountPropagation: 'HostToContainer',
          },
          { name: 'empty', mountPath: '/c', recursiveReadOnly: 'Foo' },
        ],
      }),
      then: [
        'spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
        'spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified',
        'spec.containers[0].volumeMounts.recursiveReadOnly: Unsupported value: "Foo": supported values: "Disabled", "Enabled", "IfPossible"',
      ],
    },
    {
      given: 'devices',
      template: container({
        volumeDevices: [
          { name: 'empty', devicePath: '/d' },
          { name: 'claim', devicePath: '/d' },
          { name: 'claim', devicePath: '/x/../y' },
          { name: '', devicePath: '' },
        ],
      }),
      then: [
        'spec.containers[0].volumeDevices[0].name: Invalid value: "empty": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
        'spec.containers[0].volumeDevices[1].devicePath: Invalid value: "/d": must be unique',
        'spec.containers[0].volumeDevices[2].name: Invalid value: "claim": must be unique',
        'spec.containers[0].volumeDevices[2].devicePath: Invalid value: "/x/../y": can not contain backsteps (\'..\')',
        'spec.containers[0].volumeDevices[3].name: Required value',
        'spec.containers[0].volumeDevices[3].name: Not found: ""',
        'spec.containers[0].volumeDevices[3].devicePath: Required value',
      ],
    },
    {
      given: 'a volume as device and mount',
      template: container({
        volumeDevices: [{ name: 'claim', devicePath: '/d' }],
        volumeMounts: [{ name: 'claim', mountPath: '/d' }],
      }),
      then: [
        'spec.containers[0].volumeMounts[0].name: Invalid value: "claim": must not already exist in volumeDevices',
        'spec.containers[0].volumeMounts[0].mountPath: Invalid value: "/d": must not already exist as a path in volumeDevices',
        'spec.containers[0].volumeDevices[0].name: Invalid value: "claim": must not already exist in volumeMounts',
        'spec.containers[0].volumeDevices[0].devicePath: Invalid value: "/d": must not already exist as a path in volumeMounts',
      ],
    },
    {
      given: 'requests above limits',
      template: container({
        resources: { limits: { cpu: '100m', memory: '1Gi' }, requests: { cpu: '0.2', memory: '1024Mi' } },
      }),
      then: [
        'spec.containers[0].resources.requests: Invalid value: "200m": must be less than or equal to cpu limit of 100m',
      ],
    },
    {
      given: 'amounts below zero',
      template: container({ resources: { limits: { cpu: '-1' } } }),
      then: ['spec.containers[0].resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    },
    {
      given: 'names of resources',
      template: container({
        resources: {
          limits: { 'a b': '1', foo: '1', storage: '1', 'example.com/gpu': '1', 'requests.example.com/x': '1' },
        },
      }),
      then: [
        "spec.containers[0].resources.limits[a b]: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        'spec.containers[0].resources.limits[a b]: Invalid value: "a b": must be a standard resource for containers',
        'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
        'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource for containers',
        'spec.containers[0].resources.limits[requests.example.com/x]: Invalid value: "requests.example.com/x": doesn\'t follow extended resource name standard',
        'spec.containers[0].resources.limits[storage]: Invalid value: "storage": must be a standard resource for containers',
      ],
    },
    {
      given: 'parts of what is counted',
      template: container({ resources: { limits: { 'example.com/gpu': '1.5' } } }),
      then: ['spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "1500m": must be an integer'],
    },
    {
      given: 'what cannot be promised twice',
      template: container({ resources: { requests: { 'example.com/gpu': '1', cpu: '1' }, limits: {} } }),
      then: ['spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
    },
    {
      given: 'less than the limit of what cannot be promised twice',
      template: container({ resources: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '2' } } }),
      then: ['spec.containers[0].resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2'],
    },
    {
      given: 'huge pages alone',
      template: container({ resources: { limits: { 'hugepages-2Mi': '2Mi' } } }),
      then: ['spec.containers[0].resources: Forbidden: HugePages require cpu or memory'],
    },
    {
      given: 'claims of resources',
      template: container({ resources: { claims: [{ name: '' }, { name: 'c' }, { name: 'c' }] } }),
      then: [
        'spec.containers[0].resources.claims[0]: Required value',
        'spec.containers[0].resources.claims[1]: Not found: "c": must be one of the names in pod.spec.resourceClaims which is empty',
        'spec.containers[0].resources.claims[2]: Duplicate value: "c"',
        'spec.containers[0].resources.claims[2]: Not found: "c": must be one of the names in pod.spec.resourceClaims which is empty',
      ],
    },
    {
      given: 'parts of claims',
      template: pod({
        resourceClaims: [{ name: 'c', resourceClaimName: 'r' }],
        containers: [{ name: 'a', image: 'x', resources: { claims: [{ name: 'c', request: 'B' }, { name: 'c' }] } }],
      }),
      then: [
        'spec.containers[0].resources.claims[0].request: Invalid value: "B": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.containers[0].resources.claims[1]: Duplicate value: "c"',
      ],
    },
    {
      given: 'resizing',
      template: container({
        resizePolicy: [
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
          { resourceName: 'cpu', restartPolicy: 'Foo' },
          { resourceName: 'disk', restartPolicy: '' },
        ],
      }),
      then: [
        'spec.containers[0].resizePolicy[1]: Duplicate value: "cpu"',
        'spec.containers[0].resizePolicy: Unsupported value: "Foo": supported values: "NotRequired", "RestartContainer"',
        'spec.containers[0].resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"',
        'spec.containers[0].resizePolicy: Required value',
      ],
    },
    {
      given: 'probes without or with too many ways',
      template: container({ livenessProbe: {}, readinessProbe: { exec: { command: [] }, grpc: { port: 1 } } }),
      then: [
        'spec.containers[0].livenessProbe: Required value: must specify a handler type',
        'spec.containers[0].readinessProbe.exec.command: Required value',
        'spec.containers[0].readinessProbe.grpc: Forbidden: may not specify more than 1 handler type',
      ],
    },
    {
      given: 'ports of probes',
      template: container({
        livenessProbe: { httpGet: {} },
        readinessProbe: { tcpSocket: { port: 'a--b' } },
        startupProbe: { grpc: { port: 70000 } },
      }),
      then: [
        'spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: "a--b": must not contain consecutive hyphens',
        'spec.containers[0].startupProbe.grpc.port: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ],
    },
    {
      given: 'an HTTP probe',
      template: container({
        readinessProbe: { httpGet: { port: 80, scheme: 'FTP', httpHeaders: [{ name: 'a b', value: '' }] } },
      }),
      then: [
        'spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
        'spec.containers[0].readinessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or \'-\'',
      ],
    },
    {
      given: 'numbers of probes',
      template: container({
        livenessProbe: { tcpSocket: { port: 1 }, initialDelaySeconds: -1, periodSeconds: -1, successThreshold: 2 },
        readinessProbe: { tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 0 },
      }),
      then: [
        'spec.containers[0].livenessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
        'spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
        'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
        'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
        'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must not be set for readinessProbes',
      ],
    },
    {
      given: 'sleep before the end',
      template: container({
        lifecycle: { preStop: { sleep: { seconds: 31 } }, postStart: { sleep: { seconds: 30 } } },
      }),
      then: [
        'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.',
      ],
    },
    {
      given: 'hooks without a way',
      template: container({ lifecycle: { preStop: {} } }),
      then: ['spec.containers[0].lifecycle.preStop: Required value: must specify a handler type'],
    },
    {
      given: 'a signal without a system',
      template: container({ lifecycle: { stopSignal: 'SIGTERM' } }),
      then: [
        'spec.containers[0].lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`',
      ],
    },
    {
      given: 'a signal that Windows does not know',
      template: pod({
        os: { name: 'windows' },
        containers: [{ name: 'a', image: 'x', lifecycle: { stopSignal: 'SIGHUP' } }],
      }),
      then: [
        'spec.containers[0].lifecycle.stopSignal: Unsupported value: "SIGHUP": supported values: "SIGKILL", "SIGTERM"',
      ],
    },
    {
      given: 'containers before the others',
      template: pod({
        initContainers: [
          { name: 'web', image: 'x', readinessProbe: { exec: { command: ['x'] } }, lifecycle: {} },
          { name: 'i', image: '', restartPolicy: 'Never' },
        ],
      }),
      then: [
        'spec.initContainers[0].name: Duplicate value: "web"',
        'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
        'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
        'spec.initContainers[1].image: Required value',
        'spec.initContainers[1].restartPolicy: Unsupported value: "Never": supported values: "Always"',
      ],
    },
    {
      given: 'a container before and beside the others',
      template: pod({
        initContainers: [
          {
            name: 'i',
            image: 'x',
            restartPolicy: 'Always',
            livenessProbe: {},
            resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
          },
        ],
      }),
      then: [
        'spec.initContainers[0].livenessProbe: Required value: must specify a handler type',
        'spec.initContainers[0].resizePolicy: Invalid value: [{"ResourceName":"cpu","RestartPolicy":"NotRequired"}]: must not be set for init containers',
      ],
    },
    {
      given: 'ports of the node in containers before the others',
      template: pod({
        initContainers: [
          { name: 'h', image: 'x' },
          {
            name: 'i',
            image: 'x',
            ports: [
              { containerPort: 1, hostPort: 1 },
              { containerPort: 2, hostPort: 1 },
            ],
          },
        ],
      }),
      then: ['spec.initContainers[0].ports[1].hostPort: Duplicate value: "TCP//1"'],
    },
    {
      given: 'containers for looking in',
      template: pod({
        ephemeralContainers: [
          {
            name: 'web',
            image: ' x',
            targetContainerName: 'gone',
            ports: [{ containerPort: 1 }],
            resources: { limits: { cpu: '1' } },
            volumeMounts: [{ name: 'empty', mountPath: '/a', subPath: 's' }],
          },
        ],
      }),
      then: [
        'spec.ephemeralContainers[0].image: Invalid value: " x": must not have leading or trailing whitespace',
        'spec.ephemeralContainers[0].name: Duplicate value: "web"',
        'spec.ephemeralContainers[0].targetContainerName: Not found: "gone"',
        'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
        'spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container',
        'spec.ephemeralContainers[0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container',
        'spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template',
      ],
    },
  ])('$given', ({ template, then }) => {
    expect(podErrors(template)).toEqual(then);
  });
});
