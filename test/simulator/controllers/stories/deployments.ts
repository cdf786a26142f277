import type { JsonObject } from '../../../../src/core/json.ts';
import { create, deployment, patch, remove, type Story, template } from './story.ts';

const rolling = (maxSurge: number | string, maxUnavailable: number | string): JsonObject => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});

function image(app: string, name: string): JsonObject {
  return { spec: { template: template(app, name) } };
}

export const DEPLOYMENTS: readonly Story[] = [
  {
    title: 'a Deployment is updated, rolled back, scaled and annotated',
    scenes: [
      { title: 'created', play: async (stage) => void (await create(stage, 'deployments', deployment('web', 3))) },
      { title: 'updated', play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:2')), seconds: 10 },
      { title: 'rolled back', play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:1')), seconds: 10 },
      { title: 'scaled', play: (stage) => patch(stage, 'deployments', 'web', { spec: { replicas: 4 } }) },
      {
        title: 'annotated',
        play: (stage) => patch(stage, 'deployments', 'web', { metadata: { annotations: { note: 'kept' } } }),
      },
      {
        title: 'given another time to be ready',
        play: (stage) => patch(stage, 'deployments', 'web', { spec: { minReadySeconds: 1 } }),
      },
      { title: 'scaled to nothing', play: (stage) => patch(stage, 'deployments', 'web', { spec: { replicas: 0 } }) },
      { title: 'deleted', play: (stage) => remove(stage, 'deployments', 'web') },
    ],
  },
  {
    title: 'a Deployment gets stuck, and is scaled in the middle of it',
    scenes: [
      {
        title: 'created',
        play: async (stage) =>
          void (await create(
            stage,
            'deployments',
            deployment('web', 5, { ...rolling(2, 1), progressDeadlineSeconds: 4 }),
          )),
      },
      { title: 'stuck', play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:missing')), seconds: 12 },
      { title: 'scaled', play: (stage) => patch(stage, 'deployments', 'web', { spec: { replicas: 10 } }) },
      { title: 'scaled down', play: (stage) => patch(stage, 'deployments', 'web', { spec: { replicas: 6 } }) },
      {
        title: 'given an image that can be had',
        play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:3')),
        seconds: 10,
      },
    ],
  },
  {
    title: 'a Deployment is paused, and goes on',
    scenes: [
      {
        title: 'created',
        play: async (stage) => void (await create(stage, 'deployments', deployment('web', 3))),
      },
      { title: 'paused', play: (stage) => patch(stage, 'deployments', 'web', { spec: { paused: true } }) },
      { title: 'scaled', play: (stage) => patch(stage, 'deployments', 'web', { spec: { replicas: 2 } }) },
      { title: 'given another image', play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:3')) },
      {
        title: 'resumed',
        play: (stage) => patch(stage, 'deployments', 'web', { spec: { paused: null } }),
        seconds: 10,
      },
      { title: 'deleted with its pods first', play: (stage) => remove(stage, 'deployments', 'web', 'Foreground') },
    ],
  },
  {
    title: 'a Deployment recreates its pods, and forgets old ReplicaSets',
    scenes: [
      {
        title: 'created',
        play: async (stage) => {
          const strategy = { strategy: { type: 'Recreate' }, revisionHistoryLimit: 1 };
          await create(stage, 'deployments', deployment('web', 2, strategy));
        },
      },
      { title: 'updated', play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:2')), seconds: 8 },
      {
        title: 'updated again',
        play: (stage) => patch(stage, 'deployments', 'web', image('web', 'web:3')),
        seconds: 8,
      },
      { title: 'left behind', play: (stage) => remove(stage, 'deployments', 'web', 'Orphan') },
      {
        title: 'another one takes the ReplicaSets up',
        play: async (stage) =>
          void (await create(
            stage,
            'deployments',
            deployment('web', 2, { template: template('web', 'web:3'), progressDeadlineSeconds: 30 }),
          )),
      },
    ],
  },
];
