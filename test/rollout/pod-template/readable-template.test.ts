import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { readableTemplate } from '../../../src/rollout/pod-template/readable-template.ts';

const fine = { name: 'app', image: 'app:1', resources: { requests: { cpu: 0.5, memory: '16Mi' } }, novelty: [1] };

it.each<{ given: string; spec: JsonObject; read: JsonObject }>([
  {
    given: 'an amount that is none, in a request',
    spec: { containers: [{ name: 'app', resources: { requests: { memory: 'invalid', cpu: '5m' } } }] },
    read: { containers: [{ name: 'app', resources: { requests: { cpu: '5m' } } }] },
  },
  {
    given: 'an amount that is none, in an ephemeral container',
    spec: {
      containers: [fine],
      ephemeralContainers: [{ name: 'a' }, { name: 'b', resources: { limits: { memory: 'x' } } }],
    },
    read: { containers: [fine] },
  },
  {
    given: 'an amount that is none, in a volume',
    spec: { containers: [fine], volumes: [{ name: 'v', emptyDir: { sizeLimit: 'much' } }] },
    read: { containers: [fine], volumes: [{ name: 'v', emptyDir: {} }] },
  },
])('without $given', ({ spec, read }) => {
  expect(readableTemplate({ spec })).toEqual({ spec: read });
});

it('is the very same where nothing is wrong, with what nobody knows', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [fine], novelty: { a: 1 } } };
  expect(readableTemplate(template)).toBe(template);
});
