import type { JsonObject } from '../../../../src/core/json.ts';
import { type Change, changed, created, type KindCase } from './kind-case.ts';

const ROOT = '/api/v1/namespaces/NS';

type Made = readonly [title: string, rest: JsonObject];

const CONFIG_MAPS: readonly Made[] = [
  ['entries', { data: { a: 'b', 'x.y': '' }, binaryData: { c: 'AAE=' } }],
  ['nothing', {}],
  ['bad keys', { data: { 'a b': 'c', '..': 'd' } }],
  ['a key twice', { data: { a: 'b' }, binaryData: { a: 'AAE=' } }],
  ['bytes that are none', { binaryData: { a: '!' } }],
  ['a number', { data: { a: 1 } }],
  ['no change any more', { data: { a: 'b' }, immutable: true }],
  ['an unknown member', { dta: {} }],
];

const SECRETS: readonly Made[] = [
  ['texts', { stringData: { a: 'ä', b: '' }, data: { a: 'eA==', c: 'eA==' } }],
  ['a type of its own', { type: 'shop/key', data: { a: 'eA==' } }],
  ['nothing', {}],
  ['a bad key', { stringData: { 'a b': 'x' } }],
  ['a certificate without its key', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } }],
  ['a login without anything', { type: 'kubernetes.io/basic-auth' }],
  ['credentials that are missing', { type: 'kubernetes.io/dockerconfigjson' }],
  ['a key that is empty', { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } }],
  ['a token of nobody', { type: 'kubernetes.io/service-account-token' }],
  ['bytes that are none', { data: { a: 'a' } }],
  ['bytes that end early', { data: { a: 'eA=' } }],
  ['bytes with a stray letter', { data: { a: 'eA==x' } }],
];

const EVENTS: readonly Made[] = [
  [
    'about something',
    {
      involvedObject: { kind: 'Pod', name: 'a', namespace: 'NS' },
      reason: 'A',
      message: 'b',
      type: 'Normal',
      count: 1,
    },
  ],
  ['about something elsewhere', { involvedObject: { kind: 'Pod', name: 'a', namespace: 'other' } }],
  [
    'of the newer kind',
    { involvedObject: { kind: 'Pod', name: 'a', namespace: 'NS' }, eventTime: '2026-03-01T10:00:00.5Z' },
  ],
  [
    'a whole one of the newer kind',
    {
      involvedObject: { kind: 'Pod', name: 'a', namespace: 'NS' },
      eventTime: '2026-03-01T10:00:00.123456Z',
      reportingComponent: 'shop/a',
      reportingInstance: 'b',
      action: 'c',
      reason: 'd',
      series: { count: 2, lastObservedTime: '2026-03-01T10:00:00.000000Z' },
    },
  ],
  [
    'of the newer kind, about nothing',
    { involvedObject: {}, eventTime: '2026-03-01T10:00:00.123456Z', reportingComponent: 'a b' },
  ],
];

const LEASES: readonly Made[] = [
  [
    'a holder',
    {
      spec: {
        holderIdentity: 'a',
        leaseDurationSeconds: 15,
        renewTime: '2026-03-01T10:00:00.123456Z',
        acquireTime: '2026-03-01T12:00:00.000001+02:00',
        leaseTransitions: 0,
      },
    },
  ],
  ['nothing', {}],
  ['no duration', { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } }],
  ['a time that is none', { spec: { renewTime: 'x' } }],
  ['a time too long', { spec: { renewTime: '2026-03-01T10:00:00.1234567Z' } }],
  ['a time too short', { spec: { renewTime: '2026-03-01T10:00:00Z' } }],
  ['a holder who is preferred', { spec: { preferredHolder: 'x' } }],
];

const ENDPOINTS: readonly Made[] = [
  ['addresses', { subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }] }],
];

const ACCOUNTS: readonly Made[] = [
  ['secrets', { secrets: [{ name: 'a', kind: 'Secret' }, { kind: 'x' }], imagePullSecrets: [{ name: 'b' }] }],
];

const NAMESPACES: readonly Made[] = [
  ['labels', { metadata: { name: 'made-for-this', labels: { a: 'b' } } }],
  ['a finalizer of its own', { metadata: { name: 'made-for-this' }, spec: { finalizers: ['shop/x'] } }],
  ['a bad name', { metadata: { name: 'a.b' } }],
];

const NODES: readonly Made[] = [['nothing', { metadata: { name: 'made-for-this' } }]];

const SLICES: readonly Made[] = [
  [
    'addresses',
    {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: true } }],
      ports: [{ port: 80 }],
    },
  ],
];

const KEPT: JsonObject = { metadata: { name: 'a' }, data: { a: 'eA==' } };

const DATA_CHANGES: readonly Change[] = [
  ['another entry', [{ op: 'add', path: '/data/b', value: 'eQ==' }]],
  ['no entry', [{ op: 'remove', path: '/data' }]],
];

const FIXED_CHANGES: readonly Change[] = [
  ...DATA_CHANGES,
  ['changeable again', [{ op: 'remove', path: '/immutable' }]],
  ['labels', [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }]],
];

const SECRET_CHANGES: readonly Change[] = [
  ['another type', [{ op: 'replace', path: '/type', value: 'x' }]],
  ['a text', [{ op: 'add', path: '/stringData', value: { c: 'd' } }]],
];

export const OBJECT_CASES: readonly KindCase[] = [
  ...made('a ConfigMap', `${ROOT}/configmaps`, CONFIG_MAPS),
  ...made('a Secret', `${ROOT}/secrets`, SECRETS),
  ...made('an Event', `${ROOT}/events`, EVENTS),
  ...made('Endpoints', `${ROOT}/endpoints`, ENDPOINTS),
  ...made('a ServiceAccount', `${ROOT}/serviceaccounts`, ACCOUNTS),
  ...made('a Lease', '/apis/coordination.k8s.io/v1/namespaces/NS/leases', LEASES),
  ...made('an EndpointSlice', '/apis/discovery.k8s.io/v1/namespaces/NS/endpointslices', SLICES),
  ...made('a Namespace', '/api/v1/namespaces', NAMESPACES),
  ...made('a Node', '/api/v1/nodes', NODES),
  ...changed('a ConfigMap', `${ROOT}/configmaps`, { ...KEPT, data: { a: 'b' } }, DATA_CHANGES),
  ...changed(
    'a ConfigMap that is fixed',
    `${ROOT}/configmaps`,
    { ...KEPT, metadata: { name: 'b' }, immutable: true },
    FIXED_CHANGES,
  ),
  ...changed('a Secret', `${ROOT}/secrets`, KEPT, [...DATA_CHANGES, ...SECRET_CHANGES]),
  ...changed(
    'a Secret that is fixed',
    `${ROOT}/secrets`,
    { ...KEPT, metadata: { name: 'b' }, immutable: true },
    FIXED_CHANGES,
  ),
];

function made(what: string, path: string, cases: readonly Made[]): readonly KindCase[] {
  return cases.map(([title, rest]) => created(`${what}: ${title}`, path, { metadata: { name: 'a' }, ...rest }));
}
