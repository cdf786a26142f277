import type { JsonObject } from '../../../../src/core/json.ts';
import { type Change, changed, created, type KindCase } from './kind-case.ts';

const PODS = '/api/v1/namespaces/NS/pods';

function pod(spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', ...metadata }, spec };
}

/** A pod of one container. */
function one(container: JsonObject, rest: JsonObject = {}): JsonObject {
  return pod({ containers: [{ name: 'a', image: 'web:v1', ...container }], ...rest });
}

function withVolumes(...volumes: readonly JsonObject[]): JsonObject {
  return one({}, { volumes });
}

const PROBE = { httpGet: { port: 80 } };

const GOOD: readonly (readonly [title: string, body: JsonObject])[] = [
  ['one container', one({})],
  ['an image without tag', one({ image: 'web' })],
  ['an image of the newest', one({ image: 'registry.shop:5000/team/web:latest' })],
  ['an image with a port and a tag', one({ image: 'registry.shop:5000/team/web:v2' })],
  ['an image with a digest', one({ image: `web@sha256:${'0'.repeat(64)}` })],
  ['an image that is none', one({ image: 'Web Shop' })],
  ['ports', one({ ports: [{ containerPort: 80 }, { name: 'admin', containerPort: 81, protocol: 'UDP' }] })],
  ['ports in the network of the node', one({ ports: [{ containerPort: 8080 }] }, { hostNetwork: true })],
  [
    'probes',
    one({
      livenessProbe: PROBE,
      readinessProbe: { grpc: { port: 80 } },
      startupProbe: { tcpSocket: { port: 'x' } },
      ports: [{ name: 'x', containerPort: 1 }],
    }),
  ],
  ['hooks', one({ lifecycle: { preStop: { httpGet: { port: 80 } }, postStart: { exec: { command: ['true'] } } } })],
  ['amounts', one({ resources: { limits: { cpu: '1000m', memory: '1.5Gi' }, requests: { cpu: 0.1 } } })],
  ['limits alone', one({ resources: { limits: { cpu: '0.5', memory: '1e3' } } })],
  ['tiny amounts', one({ resources: { requests: { cpu: '0.0001', memory: '100m' } } })],
  [
    'variables',
    one({
      env: [
        { name: 'A', value: '' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
        { name: 'D', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
    }),
  ],
  [
    'what comes first',
    pod({
      initContainers: [{ name: 'i', image: 'x', resources: { limits: { cpu: 1 } } }],
      containers: [{ name: 'a', image: 'b:1' }],
    }),
  ],
  ['a service account', one({}, { serviceAccountName: 'robot' })],
  ['a service account by its old name', one({}, { serviceAccount: 'robot' })],
  [
    'nothing said twice',
    one({ stdin: false, command: [], workingDir: '' }, { hostNetwork: false, nodeSelector: {}, nodeName: '' }),
  ],
  ['nulls', one({ ports: null, env: null }, { volumes: null, securityContext: null, restartPolicy: null })],
  [
    'tolerations of its own',
    one(
      {},
      {
        tolerations: [
          { key: 'node.kubernetes.io/not-ready', operator: 'Exists' },
          { key: 'x', value: 'y', effect: 'NoSchedule' },
        ],
      },
    ),
  ],
  ['one that waits for its gate', one({}, { schedulingGates: [{ name: 'shop/ready' }] })],
  ['readiness gates', one({}, { readinessGates: [{ conditionType: 'shop/ready' }] })],
  [
    'affinity',
    one(
      {},
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'x', labelSelector: { matchLabels: { a: 'b' } } },
            ],
          },
        },
      },
    ),
  ],
  [
    'volumes',
    withVolumes(
      { name: 'e' },
      { name: 'c', configMap: { name: 'x' } },
      { name: 's', secret: { secretName: 'x' } },
      { name: 'h', hostPath: { path: '/x' } },
      { name: 'd', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
    ),
  ],
  [
    'more volumes',
    withVolumes(
      {
        name: 'p',
        projected: {
          sources: [
            { configMap: { name: 'c' } },
            { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.uid' } }] } },
          ],
        },
      },
      { name: 'i', image: { reference: 'a' } },
      { name: 'n', nfs: { server: 'a', path: '/b' } },
    ),
  ],
  [
    'a claim of its own',
    withVolumes({
      name: 'e',
      ephemeral: {
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      },
    }),
  ],
  [
    'a token',
    one(
      {},
      {
        serviceAccountName: 'r',
        volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }],
      },
    ),
  ],
  ['a policy', one({}, { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, activeDeadlineSeconds: 5 })],
  [
    'security',
    one(
      { securityContext: { runAsUser: 0, privileged: false, capabilities: { add: ['NET_ADMIN'] } } },
      { securityContext: { runAsNonRoot: true, fsGroup: 5 } },
    ),
  ],
];

const BAD: readonly (readonly [title: string, body: JsonObject])[] = [
  ['no containers', pod({ containers: [] })],
  ['no spec at all', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }],
  ['a container without name and image', pod({ containers: [{}] })],
  ['a name in capitals', one({ name: 'Web' })],
  [
    'two of one name',
    pod({
      containers: [
        { name: 'a', image: 'b' },
        { name: 'a', image: 'b' },
      ],
    }),
  ],
  ['a port that is none', one({ ports: [{ containerPort: 0 }, { containerPort: 70_000 }] })],
  [
    'two ports of one name',
    one({
      ports: [
        { name: 'x', containerPort: 1 },
        { name: 'x', containerPort: 2 },
      ],
    }),
  ],
  ['a protocol that is none', one({ ports: [{ containerPort: 1, protocol: 'HTTP' }] })],
  ['a probe of nothing', one({ livenessProbe: {} })],
  ['a probe of two things', one({ livenessProbe: { httpGet: { port: 1 }, tcpSocket: { port: 1 } } })],
  ['a probe with numbers below zero', one({ readinessProbe: { ...PROBE, periodSeconds: -1, failureThreshold: -2 } })],
  ['a policy that is none', one({}, { restartPolicy: 'Sometimes' })],
  ['a request above its limit', one({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } })],
  ['an amount below zero', one({ resources: { requests: { memory: '-1' } } })],
  ['a mount of nothing', one({ volumeMounts: [{ name: 'x', mountPath: '/x' }] })],
  ['two volumes of one name', withVolumes({ name: 'a' }, { name: 'a' })],
  ['a volume of two sources', withVolumes({ name: 'a', emptyDir: {}, hostPath: { path: '/a' } })],
  ['a variable without a name', one({ env: [{ value: 'x' }, { name: '1A=' }] })],
  ['a pull policy that is none', one({ imagePullPolicy: 'Often' })],
  ['a bad label', pod({ containers: [{ name: 'a', image: 'b' }] }, { labels: { 'a b': 'c d' } })],
  ['a bad node selector', one({}, { nodeSelector: { 'a b': '-' } })],
  ['a deadline of zero', one({}, { activeDeadlineSeconds: 0 })],
  ['containers for looking in', one({}, { ephemeralContainers: [{ name: 'e', image: 'x' }] })],
  ['a token for nobody', withVolumes({ name: 't', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } })],
  ['a node in spite of a gate', one({}, { nodeName: 'n', schedulingGates: [{ name: 'shop/ready' }] })],
  ['a name in capitals of its own', pod({ containers: [{ name: 'a', image: 'b' }] }, { name: 'Web_1' })],
  ['an owner without anything', pod({ containers: [{ name: 'a', image: 'b' }] }, { ownerReferences: [{}] })],
  ['a gate that is bad', one({}, { readinessGates: [{ conditionType: 'a b' }] })],
  [
    'a toleration that is odd',
    one(
      {},
      {
        tolerations: [
          { operator: 'Equal', key: '' },
          { key: 'a', operator: 'Exists', value: 'b' },
        ],
      },
    ),
  ],
  ['a bad host name', one({}, { hostname: 'A.B', subdomain: '_' })],
  ['a bad service account', one({}, { serviceAccountName: 'A B' })],
];

const UNREADABLE: readonly (readonly [title: string, body: JsonObject])[] = [
  ['a number for a text', one({ env: [{ name: 'a', value: 1 }] })],
  ['a text for a number', one({}, { terminationGracePeriodSeconds: '30' })],
  ['a text for a list', pod({ containers: 'a' })],
  ['a number for a word', one({}, { restartPolicy: 1 })],
  ['a truth for a port', one({ livenessProbe: { httpGet: { port: true } } })],
  ['a fraction for a port', one({ ports: [{ containerPort: 1.5 }] })],
  ['a number beyond 32 bits', one({ ports: [{ containerPort: 99_999_999_999 }] })],
  ['an amount that is none', one({ resources: { limits: { cpu: 'much' } } })],
  ['an amount that is a truth', one({ resources: { limits: { cpu: true } } })],
  ['a time that is none', pod({ containers: [] }, { creationTimestamp: 'yesterday' })],
  ['a label that is a number', pod({ containers: [] }, { labels: { a: 1 } })],
  ['metadata that is a list', { apiVersion: 'v1', kind: 'Pod', metadata: [], spec: {} }],
  [
    'unknown members',
    pod({ containers: [{ name: 'a', image: 'b', imagePolicy: 'x', env: [{ nme: 'a' }] }], extra: {} }, { labls: {} }),
  ],
  ['a number for the spec', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: 5 }],
  ['a truth for a name', one({ name: true })],
  ['a list for a map', one({}, { nodeSelector: ['a'] })],
];

const CHANGES: readonly Change[] = [
  ['another image', [{ op: 'replace', path: '/spec/containers/0/image', value: 'web:v2' }]],
  ['no image', [{ op: 'replace', path: '/spec/containers/0/image', value: '' }]],
  ['one container more', [{ op: 'add', path: '/spec/containers/-', value: { name: 'b', image: 'c' } }]],
  ['a deadline', [{ op: 'add', path: '/spec/activeDeadlineSeconds', value: 5 }]],
  ['no tolerations', [{ op: 'remove', path: '/spec/tolerations' }]],
  ['a new gate', [{ op: 'add', path: '/spec/schedulingGates', value: [{ name: 'shop/x' }] }]],
  ['labels', [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }]],
  ['a bad label', [{ op: 'add', path: '/metadata/labels', value: { a: '-' } }]],
];

export const PODS_CASES: readonly KindCase[] = [
  ...[...GOOD, ...BAD, ...UNREADABLE].map(([title, body]) => created(`a pod: ${title}`, PODS, body)),
  ...changed('a pod that waits', PODS, one({}, { schedulingGates: [{ name: 'shop/a' }] }), CHANGES),
];
