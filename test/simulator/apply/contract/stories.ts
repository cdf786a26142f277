import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { SAMPLES_PATH, sample } from '../../schemas/contract/samples.ts';
import type { Call } from '../../support/two-servers.ts';

const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';
const ROLLOUTS = '/apis/argoproj.io/v1alpha1/namespaces/NS/rollouts';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/NS/deployments';
const SERVICES = '/api/v1/namespaces/NS/services';
const CONFIG_MAPS = '/api/v1/namespaces/NS/configmaps';

interface Story {
  readonly title: string;
  readonly calls: readonly Call[];
}

/** Applies as a manager, by force or not. */
function apply(path: string, body: Json, fieldManager: string, force = false): Call {
  return [`PATCH ${path}`, body, { fieldManager, ...(force && { force: 'true' }) }, APPLY];
}

function merge(path: string, body: Json, fieldManager = 'patcher'): Call {
  return [`PATCH ${path}`, body, { fieldManager }, MERGE];
}

function applied(name: string, spec: Json, manager: string, force = false): Call {
  return apply(`${SAMPLES_PATH}/${name}`, sample(name, spec), manager, force);
}

function patched(name: string, spec: Json, manager?: string): Call {
  return merge(`${SAMPLES_PATH}/${name}`, { spec }, manager);
}

const DRY = { dryRun: 'All' };
const ONCE = { containers: [{ name: 'a', image: 'b:1' }], restartPolicy: 'Never' };

function service(name: string, spec: Json): Json {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

/** As `kubectl apply` makes it. */
function lastApplied(whole: number, text: string): JsonObject {
  const made = { ...sample('client', { whole, text }), metadata: { annotations: {}, name: 'client', namespace: 'NS' } };
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(made)}\n` };
  return { ...made, metadata: { ...made.metadata, annotations } };
}

const SAMPLE_STORIES: readonly Story[] = [
  {
    title: 'an apply makes the object; the same once more changes nothing',
    calls: [
      applied(
        'made',
        { whole: 5, text: 'abc', words: ['a'], set: ['x'], ports: [{ port: 80 }], limits: { a: 1 } },
        'one',
      ),
      applied(
        'made',
        { whole: 5, text: 'abc', words: ['a'], set: ['x'], ports: [{ port: 80 }], limits: { a: 1 } },
        'one',
      ),
    ],
  },
  {
    title: 'a manager changes what it owns, and what it wants no longer is taken out',
    calls: [
      applied(
        'own',
        {
          whole: 5,
          text: 'abc',
          limits: { a: 1, b: 2 },
          ports: [{ port: 80, name: 'a' }, { port: 81 }],
          set: ['x', 'y'],
        },
        'one',
      ),
      applied('own', { whole: 6, limits: { b: 3 }, ports: [{ port: 81, name: 'b' }], set: ['y', 'z'] }, 'one'),
      applied('own', {}, 'one'),
      applied('own', { nested: { title: 'mine' } }, 'one'),
    ],
  },
  {
    title: 'defaults stay when what they were defaults of is gone',
    calls: [
      applied('default', { color: 'green', nested: { title: 'a', name: 'b', deep: { size: 7 } } }, 'one'),
      applied('default', { whole: 1 }, 'one'),
    ],
  },
  {
    title: 'another manager is in conflict, unless it uses force or wants the same',
    calls: [
      applied(
        'conflict',
        { whole: 5, text: 'abc', ports: [{ port: 80, name: 'a' }], limits: { a: 1 }, words: ['a'] },
        'one',
      ),
      applied('conflict', { whole: 6 }, 'two'),
      applied(
        'conflict',
        { whole: 6, text: 'abcd', ports: [{ port: 80, name: 'b' }], limits: { a: 2 }, words: ['b'] },
        'two',
      ),
      applied('conflict', { whole: 5, flag: true }, 'two'),
      applied('conflict', { whole: 6, flag: true }, 'two', true),
      applied('conflict', { whole: 5, text: 'abc' }, 'one'),
      applied('conflict', { text: 'abc' }, 'one'),
      applied('conflict', { flag: false }, 'one'),
      applied('conflict', {}, 'two'),
    ],
  },
  {
    title: 'what two own stays until both let go',
    calls: [
      applied('shared', { text: 'abc', limits: { a: 1, b: 1 }, ports: [{ port: 80, name: 'a' }] }, 'one'),
      applied('shared', { text: 'abc', limits: { a: 1 }, ports: [{ port: 80 }] }, 'two'),
      applied('shared', { whole: 1 }, 'one'),
      applied('shared', { whole: 1 }, 'two'),
    ],
  },
  {
    title: 'writes of other kinds take fields from those who applied them',
    calls: [
      applied('written', { whole: 5, text: 'abc', set: ['x'] }, 'one'),
      patched('written', { whole: 6, flag: true }),
      applied('written', { whole: 5, text: 'abc', set: ['x'] }, 'one'),
      applied('written', { whole: 5, text: 'abc', set: ['x'] }, 'one', true),
      patched('written', { text: null, set: ['x', 'y'] }),
      patched('written', { flag: null }),
      patched('written', {
        ports: [{ port: 1 }, { port: 2, protocol: 'UDP' }],
        limits: { a: 1 },
        open: { a: { b: [1] }, c: {} },
      }),
      patched(
        'written',
        { ports: [{ port: 2, protocol: 'UDP', name: 'u' }], limits: { b: 2 }, open: { a: null, c: { d: 1 } } },
        'other',
      ),
      applied(
        'written',
        { limits: { b: 3 }, open: { c: { d: 2 } }, ports: [{ port: 2, protocol: 'UDP', name: 'w' }] },
        'one',
      ),
    ],
  },
  {
    title: 'an object that others made can be applied to',
    calls: [
      [
        `POST ${SAMPLES_PATH}`,
        sample('posted', { whole: 5, text: 'abc', ports: [{ port: 80 }] }),
        { fieldManager: 'maker' },
      ],
      applied('posted', { whole: 5, text: 'abcd' }, 'one'),
      applied('posted', { whole: 5, flag: true }, 'one'),
      applied('posted', { whole: 7, flag: true }, 'one', true),
      applied('posted', { flag: true }, 'one'),
    ],
  },
  {
    title: 'whoever is forgotten owns nothing, and comes back as before-first-apply',
    calls: [
      [`POST ${SAMPLES_PATH}`, sample('forgotten', { whole: 5, text: 'abc' }), { fieldManager: 'maker' }],
      merge(`${SAMPLES_PATH}/forgotten`, { metadata: { managedFields: [{}] } }),
      patched('forgotten', { whole: 6 }),
      applied('forgotten', { whole: 7, flag: true }, 'one'),
      applied('forgotten', { whole: 7, flag: true }, 'one', true),
    ],
  },
  {
    title: 'managedFields can be written by a client',
    calls: [
      [`POST ${SAMPLES_PATH}`, sample('sent', { whole: 5, text: 'abc' }), { fieldManager: 'maker' }],
      merge(`${SAMPLES_PATH}/sent`, {
        metadata: {
          managedFields: [
            {
              manager: 'x',
              operation: 'Apply',
              apiVersion: 'NS.test/v1',
              fieldsType: 'FieldsV1',
              fieldsV1: { 'f:spec': { 'f:whole': {} } },
            },
          ],
        },
      }),
      applied('sent', { text: 'abc' }, 'x'),
    ],
  },
  {
    title: 'the status is applied by itself',
    calls: [
      applied('status', { whole: 5 }, 'one'),
      apply(
        `${SAMPLES_PATH}/status/status`,
        { ...sample('status', { whole: 7 }), status: { phase: 'new', conditions: [{ type: 'a', status: 'x' }] } },
        'one',
      ),
      apply(
        `${SAMPLES_PATH}/status/status`,
        { ...sample('status', {}), status: { conditions: [{ type: 'b' }] } },
        'two',
      ),
      apply(
        `${SAMPLES_PATH}/status/status`,
        { ...sample('status', {}), status: { conditions: [{ type: 'a', status: 'y' }] } },
        'two',
      ),
      apply(`${SAMPLES_PATH}/status/status`, { ...sample('status', {}), status: {} }, 'one'),
      apply(`${SAMPLES_PATH}/status`, { ...sample('status', { whole: 6 }), status: { phase: 'other' } }, 'one'),
      merge(`${SAMPLES_PATH}/status/status`, { status: { phase: 'late' } }),
      apply(`${SAMPLES_PATH}/status/status`, { ...sample('status', {}), status: { phase: 'later' } }, 'one'),
    ],
  },
  {
    title: 'labels, annotations, finalizers and owners are shared entry by entry',
    calls: (
      [
        [
          'one',
          {
            labels: { a: '1', b: '2' },
            annotations: { x: 'y' },
            finalizers: ['a.b/c'],
            ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' }],
          },
        ],
        [
          'two',
          {
            labels: { c: '3' },
            finalizers: ['d.e/f'],
            ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'q', uid: 'w' }],
          },
        ],
        ['two', { labels: { a: '2' } }],
        ['one', { labels: { a: '1' } }],
        ['one', { labels: {}, annotations: { x: null } }],
        ['one', {}],
        ['two', {}],
      ] satisfies readonly (readonly [string, JsonObject])[]
    ).map(([manager, metadata]) =>
      apply(
        `${SAMPLES_PATH}/metadata`,
        { ...sample('metadata', {}), metadata: { name: 'metadata', ...metadata } },
        manager,
      ),
    ),
  },
  {
    title: 'what cannot be taken in is refused',
    calls: [
      applied('refused', { whole: 'a' }, 'one'),
      applied('refused', { text: 5 }, 'one'),
      applied('refused', { text: { a: [1, true, null, 'b'] } }, 'one'),
      applied('refused', { flag: 'yes' }, 'one'),
      applied('refused', { either: {} }, 'one'),
      applied('refused', { words: 'a' }, 'one'),
      applied('refused', { words: [5] }, 'one'),
      applied('refused', { nested: [] }, 'one'),
      applied('refused', { ports: [{ port: 80 }, { port: 80 }] }, 'one'),
      applied('refused', { ports: [{ name: 'a' }] }, 'one'),
      applied('refused', { ports: [5] }, 'one'),
      applied('refused', { ports: [null] }, 'one'),
      applied('refused', { set: ['a', 'a'] }, 'one'),
      applied('refused', { set: [{}] }, 'one'),
      applied('refused', { strange: 1 }, 'one'),
      applied('refused', { nested: { deep: { strange: 1 } } }, 'one'),
      applied('refused', { whole: 0 }, 'one'),
      apply(`${SAMPLES_PATH}/refused`, { ...sample('refused', {}), strange: 1 }, 'one'),
      apply(
        `${SAMPLES_PATH}/refused`,
        { ...sample('refused', {}), metadata: { name: 'refused', managedFields: [] } },
        'one',
      ),
      apply(`${SAMPLES_PATH}/refused`, { ...sample('refused', {}), kind: 'Other' }, 'one'),
      apply(`${SAMPLES_PATH}/refused`, { ...sample('refused', {}), apiVersion: 'NS.test/v2' }, 'one'),
    ],
  },
  {
    title: 'nulls and empty objects are owned as they are',
    calls: [
      applied('empty', { maybe: null, limits: { a: 1 }, open: {}, words: ['a'] }, 'one'),
      applied('empty', { maybe: null, open: { a: {}, b: null, c: [] } }, 'one'),
      applied('empty', { open: { a: { x: 1 } } }, 'one'),
      applied('empty', { open: { a: {} } }, 'one'),
    ],
  },
  {
    title: 'kubectl goes over from client-side to server-side apply',
    calls: [
      [`POST ${SAMPLES_PATH}`, lastApplied(5, 'abc'), { fieldManager: 'kubectl-client-side-apply' }],
      patched('client', { text: 'abcd' }),
      applied('client', { whole: 6, text: 'ab' }, 'kubectl'),
      applied('client', { whole: 6 }, 'other'),
      applied('client', { whole: 6, text: 'abcd' }, 'kubectl'),
      applied('client', { whole: 7 }, 'kubectl'),
    ],
  },
  {
    title: 'an eleventh writer makes the first ones ancient',
    calls: Array.from({ length: 13 }, (_, index) =>
      index === 0
        ? ([`POST ${SAMPLES_PATH}`, sample('ancient', { limits: { first: 1 } }), { fieldManager: 'm00' }] as const)
        : merge(
            `${SAMPLES_PATH}/ancient`,
            { metadata: { labels: { [`l${index}`]: 'x' } } },
            `m${String(index).padStart(2, '0')}`,
          ),
    ),
  },
  {
    title: 'items keep their order as far as they can',
    calls: [
      applied('order', { ports: [{ port: 1 }, { port: 2 }, { port: 3 }] }, 'one'),
      applied('order', { ports: [{ port: 4 }, { port: 3 }, { port: 5 }] }, 'two'),
      applied('order', { ports: [{ port: 3 }, { port: 1 }] }, 'one'),
      applied('order', { ports: [{ port: 9 }, { port: 5 }, { port: 1 }, { port: 3 }, { port: 4 }] }, 'three'),
    ],
  },
];

const POD: JsonObject = {
  metadata: { labels: { app: 'a' } },
  spec: {
    nodeSelector: { a: 'b' },
    containers: [
      {
        name: 'x',
        image: 'y',
        ports: [{ containerPort: 80 }],
        env: [{ name: 'A', value: 'b' }],
        resources: { limits: { cpu: '1' } },
      },
    ],
  },
};

function rollout(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'a', labels: { app: 'a' } },
    spec: { selector: { matchLabels: { app: 'a' } }, template: POD, ...spec },
  };
}

function deployment(name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: 'a' } },
    spec: { selector: { matchLabels: { app: 'a' } }, template: POD, ...spec },
  };
}

const DEPLOYED = `${DEPLOYMENTS}/a`;

const OUR_STORIES: readonly Story[] = [
  {
    title: 'a Rollout is applied, scaled and changed',
    calls: [
      apply(`${ROLLOUTS}/a`, rollout({ replicas: 2, strategy: { canary: { steps: [{ setWeight: 20 }] } } }), 'kubectl'),
      merge(`${ROLLOUTS}/a/scale`, { spec: { replicas: 5 } }, 'scaler'),
      apply(`${ROLLOUTS}/a`, rollout({ replicas: 2, strategy: { canary: { steps: [{ setWeight: 20 }] } } }), 'kubectl'),
      apply(
        `${ROLLOUTS}/a`,
        rollout({ strategy: { canary: { steps: [{ setWeight: 30 }, { pause: {} }] } } }),
        'kubectl',
      ),
      merge(
        `${ROLLOUTS}/a/status`,
        { status: { phase: 'Healthy', conditions: [{ type: 'Available', status: 'True' }] } },
        'controller',
      ),
      apply(`${ROLLOUTS}/a`, rollout({ strategy: { canary: { steps: [{ setWeight: 30, strange: 1 }] } } }), 'kubectl'),
      apply(
        `${ROLLOUTS}/a`,
        rollout({ replicas: 'x', strategy: { canary: { steps: [{ setWeight: 'x' }] } } }),
        'kubectl',
      ),
    ],
  },
];

const CONTAINER = (image: string, more: JsonObject = {}): JsonObject => ({ name: 'x', image, ...more });

function withContainers(...containers: readonly JsonObject[]): JsonObject {
  return { template: { metadata: { labels: { app: 'a' } }, spec: { containers } } };
}

const BUILT_IN_STORIES: readonly Story[] = [
  {
    title: 'a Deployment is made, patched and applied',
    calls: [
      [`POST ${DEPLOYMENTS}`, deployment('a', { paused: true, replicas: 0 }), { fieldManager: 'maker' }],
      merge(DEPLOYED, { spec: { replicas: 0, minReadySeconds: 5 } }),
      apply(DEPLOYED, deployment('a', { paused: true, ...withContainers(CONTAINER('z')) }), 'one'),
      apply(
        DEPLOYED,
        deployment('a', {
          paused: true,
          ...withContainers(CONTAINER('z', { env: [{ name: 'B', value: 'c' }] }), { name: 'side', image: 's' }),
        }),
        'one',
        true,
      ),
      apply(DEPLOYED, deployment('a', { paused: true, ...withContainers(CONTAINER('z')) }), 'one'),
    ],
  },
  {
    title: 'an applied Deployment',
    calls: [
      apply(`${DEPLOYMENTS}/b`, deployment('b', { paused: true, replicas: 0 }), 'one'),
      apply(
        `${DEPLOYMENTS}/b`,
        deployment('b', {
          paused: true,
          replicas: 0,
          ...withContainers(
            CONTAINER('y', {
              ports: [
                { containerPort: 80, name: 'web' },
                { containerPort: 80, protocol: 'UDP' },
              ],
            }),
          ),
        }),
        'one',
      ),
      apply(`${DEPLOYMENTS}/b`, deployment('b', { paused: true, foo: 1, ...withContainers(CONTAINER('y')) }), 'one'),
      apply(
        `${DEPLOYMENTS}/b`,
        deployment('b', { paused: true, ...withContainers(CONTAINER('y', { bar: 1 })) }),
        'one',
      ),
      apply(
        `${DEPLOYMENTS}/b`,
        deployment('b', { paused: true, ...withContainers(CONTAINER('y'), CONTAINER('y')) }),
        'one',
      ),
    ],
  },
  {
    title: 'a Service and its ports',
    calls: [
      [
        `POST ${SERVICES}`,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'a' },
          // A name elsewhere gets no address, which would be another one each time.
          spec: { type: 'ExternalName', externalName: 'a.b', selector: { app: 'a' }, ports: [{ port: 80 }] },
        },
        { fieldManager: 'maker' },
      ],
      merge(`${SERVICES}/a`, { spec: { selector: { app: 'b' } } }),
      apply(
        `${SERVICES}/a`,
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { selector: { app: 'a' } } },
        'one',
      ),
      apply(
        `${SERVICES}/a`,
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { selector: { app: 'a' } } },
        'one',
        true,
      ),
    ],
  },
  {
    title: 'nobody owns what the API server gives a Service',
    calls: [
      [`POST ${SERVICES}`, service('given', { ports: [{ port: 80 }], selector: { app: 'a' } })],
      [`PUT ${SERVICES}/given`, service('given', { ports: [{ port: 81 }], selector: { app: 'a' } })],
      [
        `PUT ${SERVICES}/given`,
        service('given', { ports: [{ port: 81 }], selector: { app: 'a' } }),
        { fieldManager: 'other' },
      ],
      merge(`${SERVICES}/given`, { spec: { ports: [{ port: 82 }] } }),
      [`POST ${SERVICES}`, service('headless', { clusterIP: 'None', ports: [{ port: 80 }] })],
      [`PUT ${SERVICES}/headless`, service('headless', { ports: [{ port: 80 }] }), { fieldManager: 'other' }],
    ],
  },
  {
    title: 'nobody owns what the API server gives pods, Jobs, Namespaces, ServiceAccounts and nodes',
    calls: [
      ['POST /api/v1/namespaces/NS/pods', { metadata: { name: 'a' }, spec: ONCE }, DRY],
      [
        'POST /apis/batch/v1/namespaces/NS/jobs',
        { metadata: { name: 'a' }, spec: { template: { metadata: { labels: { a: 'b' } }, spec: ONCE } } },
        DRY,
      ],
      ['POST /api/v1/namespaces', { metadata: { name: 'NS-other' } }, DRY],
      ['PUT /api/v1/namespaces/NS', { metadata: { name: 'NS' } }, { ...DRY, fieldManager: 'other' }],
      [
        'PUT /api/v1/namespaces/NS',
        { metadata: { name: 'NS' }, spec: { finalizers: ['a.b/c'] } },
        { ...DRY, fieldManager: 'other' },
      ],
      ['POST /api/v1/namespaces/NS/serviceaccounts', { metadata: { name: 'a' }, secrets: [{ name: 'a', kind: 'b' }] }],
      [
        'PUT /api/v1/namespaces/NS/serviceaccounts/a',
        { metadata: { name: 'a' }, secrets: [{ name: 'c', kind: 'b' }] },
        { fieldManager: 'other' },
      ],
      ['POST /api/v1/nodes', { metadata: { name: 'NS' } }, DRY],
    ],
  },
  {
    title: 'a ConfigMap entry by entry',
    calls: [
      apply(
        `${CONFIG_MAPS}/a`,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '1', b: '2' } },
        'one',
      ),
      apply(
        `${CONFIG_MAPS}/a`,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { b: '3', c: '4' } },
        'two',
      ),
      apply(
        `${CONFIG_MAPS}/a`,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { c: '4' } },
        'two',
      ),
      apply(`${CONFIG_MAPS}/a`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, 'one'),
      apply(`${CONFIG_MAPS}/a`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, 'two'),
    ],
  },
];

/** Applies and other writes, one after the other. */
export const STORIES: readonly Story[] = [...SAMPLE_STORIES, ...OUR_STORIES, ...BUILT_IN_STORIES];
