import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { applyMergePatch } from '../../../src/core/merge-patch.ts';
import { readableTemplate } from '../../../src/rollout/pod-template/readable-template.ts';

const fine = { name: 'app', image: 'app:1', resources: { requests: { cpu: 0.5, memory: '16Mi' } }, novelty: [1] };

it.each<{ given: string; spec: JsonObject; read: JsonObject; texts: readonly string[] }>([
  {
    given: 'an amount that is none, in a request',
    spec: { containers: [{ name: 'app', resources: { requests: { memory: 'invalid', cpu: '5m' } } }] },
    read: { containers: [{ name: 'app', resources: { requests: { cpu: '5m' } } }] },
    texts: ['spec.template.spec.containers[0].resources.requests.memory: "invalid" is no quantity'],
  },
  {
    given: 'an amount that is none, in an ephemeral container',
    spec: {
      containers: [fine],
      ephemeralContainers: [{ name: 'a' }, { name: 'b', resources: { limits: { memory: 'x' } } }],
    },
    read: { containers: [fine] },
    texts: ['spec.template.spec.ephemeralContainers[1].resources.limits.memory: "x" is no quantity'],
  },
  {
    given: 'an amount that is none, in a volume',
    spec: { containers: [fine], volumes: [{ name: 'v', emptyDir: { sizeLimit: 'much' } }] },
    read: { containers: [fine], volumes: [{ name: 'v', emptyDir: {} }] },
    texts: ['spec.template.spec.volumes[0].emptyDir.sizeLimit: "much" is no quantity'],
  },
])('without $given', ({ spec, read, texts }) => {
  const { template, lost } = readableTemplate({ spec });
  expect(template).toEqual({ spec: read });
  expect(lost?.texts).toEqual(texts);
  expect(applyMergePatch({ spec }, lost?.repair ?? {})).toEqual({ spec: read });
});

it('is the very same where nothing is wrong, with what nobody knows', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [fine], novelty: { a: 1 } } };
  const read = readableTemplate(template);
  expect(read.template).toBe(template);
  expect(read.lost).toBeUndefined();
});
