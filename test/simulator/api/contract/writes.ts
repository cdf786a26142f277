import { type Case, CONFIG_MAPS, MERGE, type Step, THINGS, thing } from './case.ts';

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/NS/leases';
const SERVICES = '/api/v1/namespaces/NS/services';
const EVENTS = '/api/v1/namespaces/NS/events';

/** Creations and updates. */
export const WRITES: readonly Case[] = [
  {
    title: 'makes an object and fills in what is its own',
    steps: [
      [
        `POST ${CONFIG_MAPS}`,
        {
          metadata: {
            name: 'new',
            uid: 'mine',
            generation: 7,
            creationTimestamp: '2020-01-01T00:00:00Z',
            deletionTimestamp: '2020-01-01T00:00:00Z',
            selfLink: '/here',
            labels: {},
            annotations: { a: 'b' },
          },
          data: { x: '1' },
        },
      ],
      [`GET ${CONFIG_MAPS}/new`],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'new' } }],
      [`POST ${THINGS}`, thing('new', { status: { phase: 'dropped' }, extra: 1 })],
      [`POST ${THINGS}`, thing('new')],
      [`GET ${THINGS}/new`],
    ],
  },
  {
    title: 'makes up names',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { generateName: 'made-' } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { generateName: 'made-' } }],
      [`POST ${CONFIG_MAPS}`, { metadata: { generateName: 'Made-' } }],
    ],
  },
  {
    title: 'refuses names, labels and annotations of another form',
    steps: [
      [`POST ${CONFIG_MAPS}`, {}],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'A_b', labels: { 'a b': 'x y' }, annotations: { 'q q': '1' } } }],
      ...['a/b/c', '/b', 'a/', 'A_/b', `${'a'.repeat(254)}/b`, 'b'.repeat(64)].map(
        (label): Step => [`POST ${CONFIG_MAPS}`, { metadata: { name: 'label', labels: { [label]: 'x' } } }],
      ),
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'x'.repeat(254), labels: { a: 'x'.repeat(64) } } }],
      ['POST /api/v1/namespaces', { metadata: { name: `${'x'.repeat(63)}-` } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: {} }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'A B', labels: { q: '/' } } }],
      ['POST /api/v1/namespaces', { metadata: { name: 'a.b' } }],
      ['POST /api/v1/namespaces', { metadata: { name: 'A' } }],
      ['POST /api/v1/namespaces/NS/services', { metadata: { name: '1a' }, spec: { ports: [{ port: 80 }] } }],
    ],
  },
  {
    title: 'refuses finalizers and owners of another form',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'finalizers', finalizers: ['abc', 'a b', 'a/b/c'] } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'finalizers', finalizers: ['a b'] } }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'owners', ownerReferences: [{}] } }],
      [
        `POST ${THINGS}`,
        {
          ...(thing('x') as object),
          metadata: {
            name: 'owners',
            ownerReferences: [
              { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1', controller: true },
              { apiVersion: 'v1', kind: 'Pod', name: 'b', uid: '2', controller: true },
            ],
          },
        },
      ],
    ],
  },
  {
    title: 'refuses bodies that are something else',
    steps: [
      [`POST ${CONFIG_MAPS}`, { kind: 'Pod', metadata: { name: 'other' } }],
      [`POST ${CONFIG_MAPS}`, { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'other' } }],
      [`POST ${THINGS}`, {}],
      [`POST ${THINGS}`, { kind: 'Thing' }],
      [`POST ${THINGS}`, { apiVersion: 'NS.test/v2', kind: 'Thing', metadata: { name: 'other' } }],
      [`POST ${THINGS}`, { apiVersion: 'NS.test/v1', kind: 'Other', metadata: { name: 'other' } }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'other', labels: { a: 1 } } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'other', labels: { a: 1 } } }],
    ],
  },
  {
    title: 'refuses what belongs elsewhere',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'away', namespace: 'other' } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'away', namespace: 'other' } }],
      ['POST /api/v1/namespaces/missing/configmaps', { metadata: { name: 'away' } }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'away', resourceVersion: '5' } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'away', resourceVersion: '5' } }],
    ],
  },
  {
    title: 'tells of unknown fields as it is asked to',
    steps: [
      [
        `POST ${THINGS}`,
        { ...(thing('strict') as object), spec: { size: 1, shape: 'round' }, more: 1 },
        { fieldValidation: 'Strict' },
      ],
      [
        `POST ${THINGS}`,
        { ...(thing('warned') as object), spec: { size: 1, shape: 'round' }, more: 1 },
        { fieldValidation: 'Warn' },
      ],
      [
        `POST ${THINGS}`,
        { ...(thing('silent') as object), spec: { size: 1, shape: 'round' } },
        { fieldValidation: 'Ignore' },
      ],
      [`POST ${THINGS}`, thing('odd'), { fieldValidation: 'Loud' }],
    ],
  },
  {
    title: 'tells of unknown fields of what it refuses, too',
    steps: [
      [`POST ${THINGS}`, thing('warned', { spec: { size: 0, shape: 1 } })],
      [`POST ${THINGS}`, thing('warned')],
      [`POST ${THINGS}`, thing('warned', { other: 1 })],
      [`PUT ${THINGS}/warned`, thing('others', { other: 1 })],
      [`PUT ${THINGS}/unwarned`, thing('unwarned', { other: 1 })],
      [`PATCH ${THINGS}/warned`, { spec: { size: 0, shape: 1 } }, {}, MERGE],
      [`PATCH ${THINGS}/warned`, { metadata: { resourceVersion: '1' }, other: 1 }, {}, MERGE],
      [`PATCH ${THINGS}/warned/status`, { status: { phase: { of: 1 } } }, {}, MERGE],
      [`PATCH ${THINGS}/unwarned`, { other: 1 }, {}, MERGE],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'Not a name' }, other: 1 }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'warned', resourceVersion: '5' }, other: 1 }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'warned', namespace: 'other' }, other: 1 }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'warned' }, data: 5, other: 1 }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'Not a name' }, other: 1 }, { fieldValidation: 'Ignore' }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'Not a name' }, other: 1 }, { fieldValidation: 'Strict' }],
    ],
  },
  {
    title: 'warns of what is odd before it looks whether the name is free',
    steps: [
      [`POST ${SERVICES}`, { metadata: { name: 'odd' }, spec: { type: 'ExternalName', externalName: 'a.b' } }],
      [
        `POST ${SERVICES}`,
        { metadata: { name: 'odd' }, spec: { type: 'ExternalName', externalName: 'a.b', externalIPs: ['1.2.3.4'] } },
      ],
      [`POST ${SERVICES}`, { metadata: { name: 'odd' }, spec: { clusterIP: 'None', sessionAffinity: 'ClientIP' } }],
    ],
  },
  {
    title: 'tries without storing',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'dry' } }, { dryRun: 'All' }],
      [`GET ${CONFIG_MAPS}/dry`],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'dry' } }, { dryRun: 'Some' }],
      [`POST ${THINGS}`, thing('dry')],
      [
        `PUT ${THINGS}/dry`,
        {
          ...(thing('dry') as object),
          metadata: { name: 'dry', resourceVersion: '$4.metadata.resourceVersion' },
          spec: { size: 2 },
        },
        { dryRun: 'All' },
      ],
      [`DELETE ${THINGS}/dry`, undefined, { dryRun: 'All' }],
      [`GET ${THINGS}/dry`],
    ],
  },
  {
    title: 'updates a built-in object, whatever version the caller has seen if it says none',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'put' }, data: { x: '1' } }],
      [`PUT ${CONFIG_MAPS}/put`, { metadata: { name: 'put' }, data: { x: '2' } }],
      [`PUT ${CONFIG_MAPS}/put`, { metadata: { name: 'put' }, data: { x: '2' } }],
      [
        `PUT ${CONFIG_MAPS}/put`,
        { metadata: { name: 'put', resourceVersion: '$1.metadata.resourceVersion' }, data: { x: '3' } },
      ],
      [
        `PUT ${CONFIG_MAPS}/put`,
        { metadata: { name: 'put', resourceVersion: '$2.metadata.resourceVersion' }, data: { x: '3' } },
      ],
      [`PUT ${CONFIG_MAPS}/put`, { metadata: { name: 'put', resourceVersion: 'abc' } }],
      [`PUT ${CONFIG_MAPS}/put`, { metadata: { name: 'put', resourceVersion: '0' } }],
    ],
  },
  {
    title: 'updates a custom object only if the caller says which version it has seen',
    steps: [
      [`POST ${THINGS}`, thing('put')],
      [`PUT ${THINGS}/put`, thing('put')],
      [
        `PUT ${THINGS}/put`,
        {
          ...(thing('put') as object),
          metadata: { name: 'put', resourceVersion: '$1.metadata.resourceVersion' },
          spec: { size: 2 },
        },
      ],
      [
        `PUT ${THINGS}/put`,
        {
          ...(thing('put') as object),
          metadata: { name: 'put', resourceVersion: '$1.metadata.resourceVersion' },
          spec: { size: 3 },
        },
      ],
      [
        `PUT ${THINGS}/put`,
        {
          ...(thing('put') as object),
          metadata: { name: 'put', resourceVersion: '$3.metadata.resourceVersion' },
          spec: { size: 2 },
        },
      ],
      [
        `PUT ${THINGS}/put`,
        {
          ...(thing('put') as object),
          metadata: { name: 'put', resourceVersion: '$3.metadata.resourceVersion', labels: { a: 'b' } },
          spec: { size: 2 },
        },
      ],
    ],
  },
  {
    title: 'refuses an update that names another object',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'named' } }],
      [`PUT ${CONFIG_MAPS}/named`, { metadata: { name: 'other' } }],
      [`PUT ${CONFIG_MAPS}/named`, { metadata: {} }],
      [`PUT ${CONFIG_MAPS}/named`, { metadata: { name: 'named', uid: 'other' } }],
      [`PUT ${CONFIG_MAPS}/named`, { metadata: { name: 'named', namespace: 'other' } }],
      [`PUT ${CONFIG_MAPS}/missing`, { metadata: { name: 'missing' } }],
      [`PUT ${THINGS}/missing`, thing('missing')],
      [`PUT ${THINGS}/missing`, thing('other')],
    ],
  },
  {
    title: 'keeps what no update changes',
    steps: [
      [`POST ${THINGS}`, thing('kept')],
      [
        `PUT ${THINGS}/kept`,
        {
          ...(thing('kept') as object),
          metadata: {
            name: 'kept',
            resourceVersion: '$1.metadata.resourceVersion',
            creationTimestamp: '2020-01-01T00:00:00Z',
            deletionTimestamp: '2020-01-01T00:00:00Z',
            generation: 12,
          },
          status: { phase: 'ignored' },
        },
      ],
    ],
  },
  {
    title: 'counts generations of what is wished for',
    steps: [
      [`POST ${THINGS}`, thing('counted')],
      [
        `PUT ${THINGS}/counted/status`,
        {
          ...(thing('counted') as object),
          metadata: { name: 'counted', resourceVersion: '$1.metadata.resourceVersion', labels: { a: 'b' } },
          spec: { size: 9 },
          status: { phase: 'Ready' },
        },
      ],
      [
        `PUT ${THINGS}/counted`,
        {
          ...(thing('counted') as object),
          metadata: { name: 'counted', resourceVersion: '$2.metadata.resourceVersion', labels: { a: 'b' } },
        },
      ],
      [
        `PUT ${THINGS}/counted`,
        {
          ...(thing('counted') as object),
          metadata: { name: 'counted', resourceVersion: '$3.metadata.resourceVersion' },
          spec: { size: 2 },
        },
      ],
      [`GET ${THINGS}/counted/status`],
      [
        `PUT ${THINGS}/counted/status`,
        {
          ...(thing('counted') as object),
          metadata: { name: 'counted', resourceVersion: '$4.metadata.resourceVersion' },
          status: { phase: 'Ready' },
        },
      ],
    ],
  },
  {
    title: 'refuses what the schema forbids',
    steps: [
      [`POST ${THINGS}`, thing('bad', { spec: { size: 0 } })],
      [`POST ${THINGS}`, thing('bad', { spec: { color: 1 } })],
      [`POST ${THINGS}`, thing('good')],
      [
        `PUT ${THINGS}/good`,
        {
          ...(thing('good') as object),
          metadata: { name: 'good', resourceVersion: '$3.metadata.resourceVersion' },
          spec: {},
        },
      ],
    ],
  },
  {
    title: 'makes Leases and Events by an update',
    steps: [
      [`PUT ${LEASES}/lease`, { metadata: { name: 'lease' }, spec: { holderIdentity: 'a' } }],
      [`PUT ${LEASES}/lease`, { metadata: { name: 'lease' }, spec: { holderIdentity: 'b' } }],
      [
        `PUT ${LEASES}/lease`,
        { metadata: { name: 'lease', resourceVersion: '$1.metadata.resourceVersion' }, spec: { holderIdentity: 'b' } },
      ],
      [`PUT ${EVENTS}/event`, { metadata: { name: 'event' }, involvedObject: { namespace: 'NS' }, reason: 'Tried' }],
      [`PUT ${EVENTS}/event`, { metadata: { name: 'event' }, involvedObject: { namespace: 'NS' }, reason: 'Again' }],
      [
        `PUT ${EVENTS}/event`,
        { metadata: { name: 'event', resourceVersion: '1' }, involvedObject: { namespace: 'NS' } },
      ],
    ],
  },
  {
    title: 'scales',
    steps: [
      [`POST ${THINGS}`, thing('scaled', { spec: { size: 1, replicas: 3 } })],
      [`GET ${THINGS}/scaled/scale`],
      [
        `PUT ${THINGS}/scaled/scale`,
        { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'scaled' }, spec: { replicas: 5 } },
      ],
      [
        `PUT ${THINGS}/scaled/scale`,
        {
          apiVersion: 'autoscaling/v1',
          kind: 'Scale',
          metadata: { name: 'scaled', resourceVersion: '$1.metadata.resourceVersion' },
          spec: { replicas: 6 },
        },
      ],
      [
        `PUT ${THINGS}/scaled/scale`,
        { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'scaled' }, spec: { replicas: -1 } },
      ],
      [`PATCH ${THINGS}/scaled/scale`, { spec: { replicas: 0 } }, {}, 'application/merge-patch+json'],
      [`GET ${THINGS}/scaled`],
      [`POST ${THINGS}`, thing('unscaled')],
      [`GET ${THINGS}/unscaled/scale`],
      [`PATCH ${THINGS}/unscaled/scale`, { spec: { replicas: 2 } }, {}, 'application/merge-patch+json'],
    ],
  },
];
