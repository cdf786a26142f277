import type { Named } from '../../../src/cli/sight/named.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { collectionPath, objectPath } from '../../../src/kube/resource.ts';
import { MemoryApi } from '../../support/memory-api.ts';
import { shopRollout } from '../../support/shop.ts';

/** The Rollout `web` in the namespace `shop`. */
export const WEB: Named = { resource: KINDS.rollouts, namespace: 'shop', name: 'web' };

/** An API server in memory that has `web`. */
export async function apiWithWeb(phase: string): Promise<MemoryApi> {
  const api = new MemoryApi();
  await createWeb(api, phase);
  return api;
}

/** Creates `web` in a phase. */
export async function createWeb(api: MemoryApi, phase: string): Promise<void> {
  const { uid: _, ...metadata } = objectIn(shopRollout(), 'metadata');
  const path = collectionPath(KINDS.rollouts, 'shop');
  await api.request({ method: 'POST', path, body: { ...shopRollout(), metadata } });
  await putStatus(api, phase);
}

/** Brings `web` into a phase, with a message if need be. */
export async function putStatus(api: MemoryApi, phase: string, message = ''): Promise<void> {
  const status: JsonObject = { phase, message, observedGeneration: '2', stableRS: 'a', currentPodHash: 'a' };
  await api.request({
    method: 'PATCH',
    patch: 'merge',
    path: `${objectPath(WEB.resource, WEB)}/status`,
    body: { status },
  });
}

/** Deletes `web`. */
export async function deleteWeb(api: MemoryApi): Promise<void> {
  await api.request({ method: 'DELETE', path: objectPath(WEB.resource, WEB) });
}

/** `web` as it stands. */
export async function readWeb(api: MemoryApi): Promise<JsonObject> {
  const web = await api.request({ method: 'GET', path: objectPath(WEB.resource, WEB) });
  if (textIn(objectIn(web, 'metadata'), 'name') === '') throw new Error('there is no web');
  return web as JsonObject;
}
