import { create, job, list, nameOf, patch, remove, type Story } from './story.ts';

export const JOBS: readonly Story[] = [
  {
    title: 'a Job succeeds',
    scenes: [
      { title: 'created', play: async (stage) => void (await create(stage, 'jobs', job('good', 'exit 0'))) },
      { title: 'deleted, its pods are kept', play: (stage) => remove(stage, 'jobs', 'good') },
    ],
  },
  {
    title: 'a Job fails at once',
    scenes: [
      {
        title: 'created',
        play: async (stage) => void (await create(stage, 'jobs', job('bad', 'exit 3', { backoffLimit: 0 }))),
      },
      { title: 'deleted with its pods', play: (stage) => remove(stage, 'jobs', 'bad', 'Background') },
    ],
  },
  {
    title: 'a Job fails after it was tried again',
    scenes: [
      {
        title: 'created',
        play: async (stage) => void (await create(stage, 'jobs', job('bad', 'exit 1', { backoffLimit: 1 }))),
        seconds: 25,
      },
    ],
  },
  {
    title: 'a Job takes too long',
    scenes: [
      {
        title: 'created',
        play: async (stage) =>
          void (await create(stage, 'jobs', job('long', 'sleep 60', { activeDeadlineSeconds: 3 }))),
        seconds: 10,
      },
    ],
  },
  {
    title: 'a Job is suspended and goes on',
    scenes: [
      {
        title: 'created suspended',
        play: async (stage) => void (await create(stage, 'jobs', job('later', 'sleep 60', { suspend: true }))),
      },
      { title: 'runs', play: (stage) => patch(stage, 'jobs', 'later', { spec: { suspend: false } }) },
      { title: 'suspended', play: (stage) => patch(stage, 'jobs', 'later', { spec: { suspend: true } }) },
      { title: 'runs again', play: (stage) => patch(stage, 'jobs', 'later', { spec: { suspend: false } }) },
      {
        title: 'one of its pods is deleted, and replaced',
        play: async (stage) => {
          const [pod = {}] = await list(stage, 'pods');
          await remove(stage, 'pods', nameOf(pod));
        },
        seconds: 15,
      },
      { title: 'deleted while it runs', play: (stage) => remove(stage, 'jobs', 'later', 'Foreground') },
    ],
  },
  {
    title: 'a Job of several pods',
    scenes: [
      {
        title: 'created',
        play: async (stage) =>
          void (await create(stage, 'jobs', job('many', 'sleep 1', { completions: 3, parallelism: 2 }))),
        seconds: 10,
      },
    ],
  },
  {
    title: 'a Job that is over goes after a while, with its pods',
    scenes: [
      {
        title: 'created',
        play: async (stage) =>
          void (await create(stage, 'jobs', job('brief', 'exit 0', { ttlSecondsAfterFinished: 1 }))),
        seconds: 8,
      },
    ],
  },
];
