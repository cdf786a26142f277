import { create, onePod, patch, remove, replicaSet, type Story, template } from './story.ts';

export const SERVICES: readonly Story[] = [
  {
    title: 'a Service lists the addresses of its pods',
    scenes: [
      {
        title: 'created without pods',
        play: async (stage) => {
          const ports = [
            { name: 'http', port: 80, targetPort: 8080 },
            { name: 'named', port: 81, targetPort: 'admin' },
          ];
          const spec = { selector: { app: 'web' }, ports };
          await create(stage, 'services', { metadata: { name: 'web', labels: { own: 'label' } }, spec });
        },
      },
      {
        title: 'with pods',
        play: async (stage) => {
          const ports = { ports: [{ name: 'admin', containerPort: 9090 }] };
          await create(stage, 'replicasets', replicaSet('web', 2, { template: template('web', 'web:1', {}, ports) }));
        },
      },
      {
        title: 'one of them unready',
        play: async (stage) =>
          patch(stage, 'pods', await onePod(stage, 'app=web'), {
            metadata: { annotations: { 'test/ready': 'false' } },
          }),
      },
      {
        title: 'pointed at others',
        play: (stage) => patch(stage, 'services', 'web', { spec: { selector: { app: 'other' } } }),
      },
      { title: 'deleted', play: (stage) => remove(stage, 'services', 'web') },
    ],
  },
];
