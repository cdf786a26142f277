import type { JsonObject } from '../../../../src/core/json.ts';

/** An object whose row in a table both must tell alike. */
export interface RowCase {
  readonly title: string;
  readonly path: string;
  readonly body: JsonObject;
  /** Written to its status. */
  readonly status?: JsonObject;
  /** Whether it is deleted and held by a finalizer. */
  readonly isGoing?: boolean;
}

const LONG_AGO = '2020-03-01T10:00:00Z';
const GATES = [{ name: 'shop/gate' }];

function pod(title: string, status: JsonObject, spec: JsonObject = {}): RowCase {
  const containers = [
    { name: 'a', image: 'x' },
    { name: 'b', image: 'y' },
  ];
  return {
    title: `a pod: ${title}`,
    path: '/api/v1/namespaces/NS/pods',
    // Held back, so that no node takes it and writes its status.
    body: { spec: { containers, schedulingGates: GATES, ...spec } },
    status: { conditions: [], ...status },
  };
}

function container(name: string, state: JsonObject, more: JsonObject = {}): JsonObject {
  return { name, image: 'x', imageID: '', ready: false, restartCount: 0, lastState: {}, state, ...more };
}

const RUNS = { running: { startedAt: LONG_AGO } };
const DONE = { terminated: { exitCode: 0, reason: 'Completed', finishedAt: LONG_AGO } };
const READY = { type: 'Ready', status: 'True' };
const INITIALIZED = { type: 'Initialized', status: 'True' };
const ended = (exitCode: number, more: JsonObject = {}): JsonObject => ({ terminated: { exitCode, ...more } });
const waits = (reason: string): JsonObject => ({ waiting: { reason } });
const restarted = (restartCount: number): JsonObject => ({
  restartCount,
  lastState: { terminated: { exitCode: 1, finishedAt: LONG_AGO } },
});

const STARTERS = {
  initContainers: [
    { name: 'i', image: 'x' },
    { name: 'j', image: 'x' },
  ],
};
const SIDECAR = {
  initContainers: [
    { name: 's', image: 'x', restartPolicy: 'Always' },
    { name: 'i', image: 'x' },
  ],
};

const PODS: readonly RowCase[] = [
  pod('waiting', { phase: 'Pending' }),
  pod('gated', {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
  }),
  pod('being made', {
    phase: 'Pending',
    containerStatuses: ['a', 'b'].map((name) => container(name, waits('ContainerCreating'))),
  }),
  pod('running', {
    phase: 'Running',
    podIPs: [{ ip: '10.1.2.3' }],
    podIP: '10.1.2.3',
    conditions: [READY],
    containerStatuses: ['a', 'b'].map((name) => container(name, RUNS, { ready: true })),
  }),
  pod('half ready', {
    phase: 'Running',
    containerStatuses: [container('a', RUNS, { ready: true }), container('b', RUNS)],
  }),
  pod('no image', {
    phase: 'Pending',
    containerStatuses: [container('a', waits('ErrImagePull')), container('b', waits('ImagePullBackOff'))],
  }),
  pod('crashing', {
    phase: 'Running',
    containerStatuses: [container('a', RUNS, { ready: true }), container('b', waits('CrashLoopBackOff'), restarted(4))],
  }),
  pod('restarted', {
    phase: 'Running',
    conditions: [READY],
    containerStatuses: [
      container('a', RUNS, { ready: true, ...restarted(2) }),
      container('b', RUNS, { ready: true, restartCount: 1 }),
    ],
  }),
  pod('done', { phase: 'Succeeded', containerStatuses: ['a', 'b'].map((name) => container(name, DONE)) }),
  pod('failed', {
    phase: 'Failed',
    containerStatuses: [container('a', ended(1, { reason: 'Error' })), container('b', DONE)],
  }),
  pod('failed after one was done', {
    phase: 'Failed',
    containerStatuses: [container('a', DONE), container('b', ended(2))],
  }),
  pod('ended by a signal', {
    phase: 'Failed',
    containerStatuses: [container('a', ended(137, { signal: 9 })), container('b', ended(3))],
  }),
  pod('one done, one running', {
    phase: 'Running',
    containerStatuses: [container('a', DONE), container('b', RUNS, { ready: true })],
  }),
  pod('one done, one running, and ready', {
    phase: 'Running',
    conditions: [READY],
    containerStatuses: [container('a', DONE), container('b', RUNS, { ready: true })],
  }),
  pod('evicted', { phase: 'Failed', reason: 'Evicted' }),
  pod(
    'at its first starter',
    { phase: 'Pending', initContainerStatuses: [container('i', RUNS), container('j', waits('PodInitializing'))] },
    STARTERS,
  ),
  pod(
    'at its second starter',
    { phase: 'Pending', initContainerStatuses: [container('i', DONE), container('j', waits('PodInitializing'))] },
    STARTERS,
  ),
  pod(
    'with a starter that crashes',
    {
      phase: 'Pending',
      initContainerStatuses: [container('i', waits('CrashLoopBackOff'), restarted(3)), container('j', {})],
    },
    STARTERS,
  ),
  pod(
    'with a starter that failed',
    { phase: 'Failed', initContainerStatuses: [container('i', ended(1)), container('j', {})] },
    STARTERS,
  ),
  pod(
    'with a starter that failed for a reason',
    { phase: 'Failed', initContainerStatuses: [container('i', ended(1, { reason: 'OOMKilled' }))] },
    STARTERS,
  ),
  pod(
    'with a starter that was killed',
    { phase: 'Failed', initContainerStatuses: [container('i', ended(1, { signal: 15 }))] },
    STARTERS,
  ),
  pod(
    'after its starters',
    {
      phase: 'Running',
      conditions: [INITIALIZED, READY],
      initContainerStatuses: [container('i', DONE, restarted(1)), container('j', DONE)],
      containerStatuses: [container('a', RUNS, { ready: true })],
    },
    STARTERS,
  ),
  pod(
    'with a sidecar',
    {
      phase: 'Running',
      conditions: [INITIALIZED],
      initContainerStatuses: [
        container('s', RUNS, { ready: true, started: true, ...restarted(2) }),
        container('i', DONE),
      ],
      containerStatuses: [container('a', RUNS, { ready: true })],
    },
    SIDECAR,
  ),
  pod(
    'with a sidecar that starts',
    {
      phase: 'Pending',
      initContainerStatuses: [container('s', RUNS, { started: false }), container('i', waits('PodInitializing'))],
    },
    SIDECAR,
  ),
  pod(
    'with gates of its own',
    {
      phase: 'Running',
      conditions: [
        { type: 'shop/a', status: 'True' },
        { type: 'shop/b', status: 'False' },
      ],
    },
    { readinessGates: ['shop/a', 'shop/b', 'shop/c'].map((conditionType) => ({ conditionType })) },
  ),
  { ...pod('that goes', { phase: 'Running' }), isGoing: true },
  { ...pod('that goes, from a node that is lost', { phase: 'Running', reason: 'NodeLost' }), isGoing: true },
  { ...pod('that goes and has failed', { phase: 'Failed' }), isGoing: true },
];

const TEMPLATE = {
  metadata: { labels: { app: 'a' } },
  spec: {
    containers: [
      { name: 'a', image: 'x' },
      { name: 'b', image: 'y:1' },
    ],
  },
};

const SETS: readonly RowCase[] = ['replicasets', 'deployments'].flatMap((plural) =>
  [
    { matchLabels: { app: 'a' } },
    {
      matchLabels: { app: 'a' },
      matchExpressions: [
        { key: 'app', operator: 'In', values: ['b', 'a'] },
        { key: 'z', operator: 'DoesNotExist' },
        { key: 'y', operator: 'NotIn', values: ['q'] },
        { key: 'app', operator: 'Exists' },
      ],
    },
  ].map((selector, index) => ({
    title: `one of ${plural}, ${index}`,
    path: `/apis/apps/v1/namespaces/NS/${plural}`,
    body: { spec: { replicas: 0, selector, template: TEMPLATE } },
  })),
);

function job(title: string, spec: JsonObject, status: JsonObject = {}): RowCase {
  const template = { ...TEMPLATE, spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } };
  // Somebody else's, so that no controller writes its status.
  return {
    title: `a Job: ${title}`,
    path: '/apis/batch/v1/namespaces/NS/jobs',
    body: { spec: { template, managedBy: 'shop/nobody', ...spec } },
    status,
  };
}

const JOBS: readonly RowCase[] = [
  job('new', {}),
  job('running', { completions: 3 }, { startTime: LONG_AGO, active: 1, succeeded: 1 }),
  job('suspended', { suspend: true }, { conditions: [{ type: 'Suspended', status: 'True' }] }),
  job('a queue', { parallelism: 3 }),
  job(
    'about to end',
    {},
    { startTime: LONG_AGO, conditions: [{ type: 'SuccessCriteriaMet', status: 'True' }], succeeded: 1 },
  ),
  job(
    'complete',
    {},
    {
      startTime: LONG_AGO,
      completionTime: '2020-03-01T10:02:05Z',
      succeeded: 1,
      conditions: [
        { type: 'SuccessCriteriaMet', status: 'True' },
        { type: 'Complete', status: 'True' },
      ],
    },
  ),
  job(
    'failed',
    {},
    {
      startTime: LONG_AGO,
      failed: 1,
      conditions: [
        { type: 'FailureTarget', status: 'True' },
        { type: 'Failed', status: 'True' },
      ],
    },
  ),
  { ...job('that goes', {}), isGoing: true },
];

const SERVICES: readonly RowCase[] = [
  { spec: { ports: [{ port: 80 }], selector: { b: 'c', a: 'b' } } },
  { spec: { clusterIP: 'None' } },
  { spec: { type: 'ExternalName', externalName: 'a.b' } },
  {
    spec: {
      type: 'NodePort',
      ports: [
        { name: 'x', port: 80 },
        { name: 'y', port: 81, protocol: 'UDP' },
      ],
      externalIPs: ['203.0.113.5'],
    },
  },
  { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } },
  {
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }], externalIPs: ['203.0.113.5'] },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }, { hostname: 'a.b' }, { ip: '203.0.113.10' }] } },
  },
].map(({ spec, status }, index) => ({
  title: `a Service, ${index}`,
  path: '/api/v1/namespaces/NS/services',
  body: { spec },
  ...(status !== undefined && { status }),
}));

const BACKEND = { service: { name: 'a', port: { number: 80 } } };
const host = (name: string): JsonObject => (name === '' ? {} : { host: name });

const INGRESSES: readonly RowCase[] = [
  [],
  ['a.b'],
  ['a.b', '', 'c.d'],
  ['a', 'b', 'c', 'd', 'e'],
  ['a', '', 'b', 'c', ''],
  ['', 'a', 'b', 'c'],
].map((hosts, index) => ({
  title: `an Ingress of ${hosts.length} rules`,
  path: '/apis/networking.k8s.io/v1/namespaces/NS/ingresses',
  body: {
    spec: {
      defaultBackend: BACKEND,
      rules: hosts.map(host),
      ...(index > 2 && { ingressClassName: 'nginx', tls: [{ hosts: ['a'] }] }),
    },
  },
  ...(index > 1 && { status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }, { ip: '203.0.113.10' }] } } }),
}));

const ABOUT = { involvedObject: { kind: 'Pod', name: 'a', namespace: 'NS' } };

const EVENTS: readonly RowCase[] = [
  {
    type: 'Normal',
    reason: 'A',
    message: ' b\n',
    count: 3,
    firstTimestamp: LONG_AGO,
    lastTimestamp: '2021-03-01T10:00:00Z',
    source: { component: 'c', host: 'h' },
  },
  { type: 'Warning', reason: 'A', firstTimestamp: LONG_AGO },
  {
    eventTime: '2020-03-01T10:00:00.000000Z',
    reportingComponent: 'c/d',
    reportingInstance: 'e',
    action: 'f',
    reason: 'g',
    series: { count: 5, lastObservedTime: '2021-03-01T10:00:00.000000Z' },
  },
  {
    eventTime: '2020-03-01T10:00:00.000000Z',
    reportingComponent: 'c/d',
    reportingInstance: 'e',
    action: 'f',
    reason: 'g',
  },
  { involvedObject: { kind: 'Pod', name: 'a', namespace: 'NS', fieldPath: 'spec.containers{a}' } },
].map((rest, index) => ({
  title: `an Event, ${index}`,
  path: '/api/v1/namespaces/NS/events',
  body: { ...ABOUT, ...rest },
}));

const cpu = (target: JsonObject): JsonObject => ({ type: 'Resource', resource: { name: 'cpu', target } });

const SCALERS: readonly RowCase[] = [
  { metrics: [] },
  {
    metrics: [
      cpu({ type: 'Utilization', averageUtilization: 50 }),
      cpu({ type: 'AverageValue', averageValue: '100m' }),
    ],
  },
  {
    metrics: [
      cpu({ type: 'Utilization', averageUtilization: 50 }),
      { type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '5' } } },
      { type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', value: '5' } } },
    ],
  },
  {
    metrics: [
      { type: 'External', external: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '5' } } },
    ],
  },
  {
    metrics: [
      {
        type: 'Object',
        object: {
          describedObject: { kind: 'A', name: 'b' },
          metric: { name: 'a' },
          target: { type: 'Value', value: '5' },
        },
      },
    ],
  },
  {
    metrics: [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'a', target: { type: 'Utilization', averageUtilization: 7 } },
      },
    ],
  },
].map((spec, index) => ({
  title: `an autoscaler, ${index}`,
  path: '/apis/autoscaling/v2/namespaces/NS/horizontalpodautoscalers',
  body: { spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, ...spec } },
  status: {
    currentReplicas: 2,
    desiredReplicas: 2,
    currentMetrics:
      index === 0
        ? [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 20, averageValue: '20m' } } }]
        : [],
  },
}));

const addresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `10.1.2.${index + 1}`);

const ENDPOINTS: readonly RowCase[] = [0, 1, 5].flatMap((count) => [
  {
    title: `Endpoints of ${count}`,
    path: '/api/v1/namespaces/NS/endpoints',
    body: {
      subsets: count === 0 ? [] : [{ addresses: addresses(count).map((ip) => ({ ip })), ports: [{ port: 80 }] }],
    },
  },
  {
    title: `an EndpointSlice of ${count}`,
    path: '/apis/discovery.k8s.io/v1/namespaces/NS/endpointslices',
    body: {
      addressType: 'IPv4',
      endpoints: addresses(count).map((address) => ({ addresses: [address] })),
      ports: count === 0 ? [] : [{ port: 80 }, { name: 'x' }],
    },
  },
]);

const OTHERS: readonly RowCase[] = [
  { title: 'a ConfigMap', path: '/api/v1/namespaces/NS/configmaps', body: { data: { a: 'b' }, binaryData: { c: '' } } },
  { title: 'a Secret', path: '/api/v1/namespaces/NS/secrets', body: { stringData: { a: 'b' } } },
  { title: 'a ServiceAccount', path: '/api/v1/namespaces/NS/serviceaccounts', body: {} },
  {
    title: 'a Lease',
    path: '/apis/coordination.k8s.io/v1/namespaces/NS/leases',
    body: { spec: { holderIdentity: 'a' } },
  },
  { title: 'a PodTemplate', path: '/api/v1/namespaces/NS/podtemplates', body: { template: TEMPLATE } },
];

export const ROWS: readonly RowCase[] = [
  ...PODS,
  ...SETS,
  ...JOBS,
  ...SERVICES,
  ...INGRESSES,
  ...EVENTS,
  ...SCALERS,
  ...ENDPOINTS,
  ...OTHERS,
];
