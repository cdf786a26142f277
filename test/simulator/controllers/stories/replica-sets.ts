import { create, onePod, patch, path, remove, replicaSet, type Story, send, template } from './story.ts';

export const REPLICA_SETS: readonly Story[] = [
  {
    title: 'a ReplicaSet is created, scaled, takes up and lets go pods, and leaves them behind',
    scenes: [
      { title: 'created', play: async (stage) => void (await create(stage, 'replicasets', replicaSet('web', 3))) },
      { title: 'scaled up', play: (stage) => patch(stage, 'replicasets', 'web', { spec: { replicas: 5 } }) },
      { title: 'scaled down', play: (stage) => patch(stage, 'replicasets', 'web', { spec: { replicas: 2 } }) },
      {
        title: 'a pod is labelled away, and replaced',
        play: async (stage) =>
          patch(stage, 'pods', await onePod(stage, 'app=web'), { metadata: { labels: { app: 'away' } } }),
      },
      { title: 'left behind', play: (stage) => remove(stage, 'replicasets', 'web', 'Orphan') },
      {
        title: 'a pod of the same label joins them',
        play: async (stage) => {
          const metadata = { name: 'stray', labels: { app: 'web', own: 'label' } };
          await create(stage, 'pods', { metadata, spec: template('', 'web:1')['spec'] ?? {} });
        },
      },
      {
        title: 'another one takes the pods up, and is one short',
        play: async (stage) => void (await create(stage, 'replicasets', replicaSet('web', 4))),
      },
      { title: 'deleted with its pods first', play: (stage) => remove(stage, 'replicasets', 'web', 'Foreground') },
    ],
  },
  {
    title: 'pods of a ReplicaSet are unready for a while',
    scenes: [
      {
        title: 'ready for long enough',
        play: async (stage) => void (await create(stage, 'replicasets', replicaSet('slow', 2, { minReadySeconds: 2 }))),
        seconds: 6,
      },
      {
        title: 'one says that it is not ready',
        play: async (stage) =>
          patch(stage, 'pods', await onePod(stage, 'app=slow'), {
            metadata: { annotations: { 'test/ready': 'false' } },
          }),
      },
      {
        title: 'the unready one goes first',
        play: (stage) => patch(stage, 'replicasets', 'slow', { spec: { replicas: 1 } }),
      },
      {
        title: 'the last says that it is not ready',
        play: async (stage) =>
          patch(stage, 'pods', await onePod(stage, 'app=slow'), {
            metadata: { annotations: { 'test/ready': 'false' } },
          }),
      },
      {
        title: 'and is ready again',
        play: async (stage) =>
          patch(stage, 'pods', await onePod(stage, 'app=slow'), { metadata: { annotations: { 'test/ready': null } } }),
        seconds: 6,
      },
      { title: 'deleted', play: (stage) => remove(stage, 'replicasets', 'slow', 'Background') },
    ],
  },
  {
    title: 'a pod with a readiness gate is ready when its condition is written',
    scenes: [
      {
        title: 'closed',
        play: async (stage) => {
          const spec = { readinessGates: [{ conditionType: 'example.com/lit' }] };
          await create(stage, 'replicasets', replicaSet('gated', 1, { template: template('gated', 'web:1', spec) }));
        },
      },
      {
        title: 'opened',
        play: async (stage) => {
          const name = await onePod(stage, 'app=gated');
          const body = [
            { op: 'add', path: '/status/conditions/-', value: { type: 'example.com/lit', status: 'True' } },
          ];
          const contentType = 'application/json-patch+json';
          await send(stage, { method: 'PATCH', path: path(stage, 'pods', name, 'status'), contentType, body });
        },
      },
    ],
  },
  {
    title: 'pods that cannot run',
    scenes: [
      {
        title: 'an image that cannot be had',
        play: async (stage) =>
          void (await create(
            stage,
            'replicasets',
            replicaSet('bare', 2, { template: template('bare', 'web:no-error') }),
          )),
      },
      {
        title: 'a command that is not there',
        play: async (stage) => {
          const crashing = template('crash', 'web:1', {}, { command: ['/no/such/command'] });
          await create(stage, 'replicasets', replicaSet('crash', 2, { template: crashing }));
        },
      },
      { title: 'deleted all the same', play: (stage) => remove(stage, 'replicasets', 'crash') },
      {
        title: 'a pod by itself',
        play: async (stage) =>
          void (await create(stage, 'pods', {
            metadata: { name: 'alone' },
            spec: template('', 'web:1')['spec'] ?? {},
          })),
      },
      { title: 'deleted', play: (stage) => remove(stage, 'pods', 'alone') },
    ],
  },
];
