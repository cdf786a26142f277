import type { JsonObject } from '../../../src/core/json.ts';
import type { RouterApis } from '../../../src/traffic/route.ts';
import type { Manifest, Router } from '../../../src/traffic/router.ts';

/** What the contract of routers needs to know of one. */
export interface RouterSubject {
  readonly title: string;
  readonly router: Router;
  readonly apis: RouterApis;
  /** With managed routes `beta` and `shadow`. */
  readonly rollout: JsonObject;
  readonly before: readonly Manifest[];
  /** Names of the objects without which nothing can be done. */
  readonly needed: readonly string[];
  /** Name of the object that is written first. */
  readonly written: string;
  readonly total: number;
  /** How the product would share traffic, by what it tells destinations apart. */
  shares(manifests: readonly Manifest[]): Readonly<Record<string, number>>;
  /** The shares that a canary weight stands for. */
  split(canary: number): Readonly<Record<string, number>>;
}

/** A canary Rollout with these routers. */
export function rolloutWith(canary: JsonObject, routing: JsonObject): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', namespace: 'shop', uid: 'u-1' },
    spec: {
      replicas: 4,
      strategy: {
        canary: { ...canary, trafficRouting: { managedRoutes: [{ name: 'beta' }, { name: 'shadow' }], ...routing } },
      },
    },
  };
}

export const SERVICES = { canaryService: 'web-canary', stableService: 'web-stable' };
