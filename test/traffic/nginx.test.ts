import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { steer } from '../../src/kube/traffic/steer.ts';
import { nginx } from '../../src/traffic/nginx.ts';
import { readRoute } from '../../src/traffic/read-route.ts';
import { objectsInMemory } from '../support/router-objects-in-memory.ts';

const backend = { service: { name: 'web-stable', port: { number: 80 } } };
const stablePath = { path: '/', pathType: 'Prefix', backend };

describe('the canary Ingress', () => {
  it.each<{ given: string; rules: JsonObject[] }>([
    { given: 'a rule without paths', rules: [{ host: 'empty.example.com' }] },
    { given: 'a rule whose http is null', rules: [{ http: null }] },
    {
      given: 'a path to a bucket',
      rules: [{ http: { paths: [{ path: '/r', backend: { resource: { kind: 'Bucket', name: 'b' } } }] } }],
    },
  ])('leaves out $given, on which the original crashes', async ({ rules }) => {
    const objects = objectsInMemory([ingress([{ http: { paths: [stablePath] } }, ...rules])]);
    await steer(nginx, readRoute(rollout()), weight, { objects, tell: () => {} });
    const canary = { ...stablePath, backend: { service: { ...backend.service, name: 'web-canary' } } };
    expect(objects.manifests.get('Ingress/shop/web-web-canary')).toMatchObject({
      spec: { rules: [{ http: { paths: [canary] } }] },
    });
  });

  it('is refused with the name of the Ingress that has no rules for it, also where several are named', async () => {
    const objects = objectsInMemory([ingress([])]);
    const asked = steer(nginx, readRoute(rollout()), weight, { objects, tell: () => {} });
    await expect(asked).rejects.toMatchObject({
      code: 'TRAFFIC_INVALID',
      message: 'ingress `web` has no rules using service web-stable backend',
    });
  });
});

const weight = { kind: 'setWeight', split: { weight: 5, additional: [] } } as const;

function ingress(rules: JsonObject[]): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules },
  };
}

function rollout(): JsonObject {
  const trafficRouting = { nginx: { stableIngresses: ['web'] } };
  const canary = { canaryService: 'web-canary', stableService: 'web-stable', trafficRouting };
  return { metadata: { name: 'web', namespace: 'shop', uid: 'u' }, spec: { strategy: { canary } } };
}
