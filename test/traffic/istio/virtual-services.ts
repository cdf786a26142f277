import type { Json, JsonObject } from '../../../src/core/json.ts';
import { type Steering, steer } from '../../../src/kube/traffic/steer.ts';
import { istio } from '../../../src/traffic/istio/istio.ts';
import { readRoute } from '../../../src/traffic/read-route.ts';
import type { Manifest } from '../../../src/traffic/router.ts';
import { objectsInMemory } from '../../support/router-objects-in-memory.ts';

/** A VirtualService `name` of namespace `shop`. */
export function virtualService(name: string, spec: JsonObject): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'VirtualService',
    metadata: { name, namespace: 'shop' },
    spec,
  };
}

/** A route with these weights on `web-stable` and `web-canary`. */
export function split(stable: number, canary: number, more: JsonObject = {}): JsonObject {
  const route = [
    { destination: { host: 'web-stable' }, weight: stable },
    { destination: { host: 'web-canary' }, weight: canary },
  ];
  return { ...more, route };
}

/** What Istio's objects look like after these requests, by name: their specs. */
export async function afterAsking(
  { routing, before }: { readonly routing: JsonObject; readonly before: readonly Manifest[] },
  ...steps: readonly Steering[]
): Promise<Readonly<Record<string, Json | undefined>>> {
  const canary = { canaryService: 'web-canary', stableService: 'web-stable', trafficRouting: routing };
  const rollout = { metadata: { name: 'web', namespace: 'shop' }, spec: { strategy: { canary } } };
  const objects = objectsInMemory(before);
  for (const step of steps) await steer(istio, readRoute(rollout), step, { objects, tell: () => {} });
  return Object.fromEntries([...objects.manifests].map(([key, { spec }]) => [key.split('/').at(-1), spec]));
}
