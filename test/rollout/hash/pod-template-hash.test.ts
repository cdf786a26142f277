import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { podTemplateHash } from '../../../src/rollout/hash/pod-template-hash.ts';

const SIMPLE: JsonObject = {
  metadata: { labels: { foo: 'bar' } },
  spec: { containers: [{ name: 'container-name', image: 'foo/bar' }] },
};

function withContainer(members: JsonObject): JsonObject {
  return { ...SIMPLE, spec: { containers: [{ name: 'container-name', image: 'foo/bar', ...members }] } };
}

describe('the hash of a pod template (rollout.md §5.1)', () => {
  it('is upstream’s for the template of its end-to-end test', () => {
    const template = {
      metadata: { labels: { app: 'canary-scaledowndelay' } },
      spec: {
        containers: [
          {
            name: 'canary-scaledowndelay',
            image: 'nginx:1.19-alpine',
            ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
            resources: { requests: { cpu: '5m', memory: '16Mi' } },
          },
        ],
      },
    };
    expect(podTemplateHash(template)).toBe('674d8cf959');
  });

  it.each<[given: string, hash: string, template: JsonObject, collisionCount?: number]>([
    ['no resources', '7fc44855c7', SIMPLE],
    ['empty resources', '7fc44855c7', withContainer({ resources: {} })],
    ['a collision count of 0', '66bb55df45', SIMPLE, 0],
    ['a collision count of 1', 'bff89b8bd', SIMPLE, 1],
    [
      'amounts in another spelling',
      '6f496f9f78',
      withContainer({
        resources: { requests: { memory: '8192M', cpu: '0.15' }, limits: { cpu: '2000m', memory: '8192M' } },
      }),
    ],
  ])('with %s is %s', (_, hash, template, collisionCount) => {
    expect(podTemplateHash(template, collisionCount)).toBe(hash);
  });

  it.each<[what: string, members: JsonObject]>([
    ['an unknown field', { later: true }],
    ['an empty list', { args: [] }],
    ['an empty text', { workingDir: '' }],
    ['false', { tty: false }],
    ['null', { securityContext: null }],
    ['a field of another type', { command: 'sh', stdin: 'yes', livenessProbe: [] }],
    ['an amount that is none', { resources: { limits: { memory: 'invalid' } } }],
  ])('%s changes nothing', (_, members) => {
    expect(podTemplateHash(withContainer(members))).toBe('7fc44855c7');
  });

  it.each<[what: string, members: JsonObject]>([
    ['an empty object behind a pointer', { securityContext: {} }],
    ['an explicit false behind a pointer', { securityContext: { privileged: false } }],
    ['an environment variable', { env: [{ name: 'A' }] }],
  ])('%s changes it', (_, members) => {
    expect(podTemplateHash(withContainer(members))).not.toBe(podTemplateHash(SIMPLE));
  });

  it('does not depend on the order of keys', () => {
    const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { maxKeys: 6 });
    fc.assert(
      fc.property(labels, fc.nat(65535), (labels, containerPort) => {
        const ports = [{ containerPort, name: 'http' }];
        const template = {
          metadata: { labels, name: 'x' },
          spec: { containers: [{ name: 'c', ports }], nodeSelector: labels },
        };
        expect(podTemplateHash(reversed(template))).toBe(podTemplateHash(template));
      }),
    );
  });
});

function reversed(json: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(json)
      .toReversed()
      .map(([name, value]) => [name, turned(value)]),
  );
}

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  return typeof value === 'object' && value !== null ? reversed(value as JsonObject) : value;
}
