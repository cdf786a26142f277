import { type Instant, instantOf } from '../../../src/core/instant.ts';
import { textIn } from '../../../src/core/json-members.ts';
import type { ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';
import { type ApiClient, clientOf, type ResourceName } from '../../../src/simulator/api/client.ts';
import { metadataOf } from '../../../src/simulator/api/members.ts';
import { type EmbeddedApi, startApi } from '../../../src/simulator/api/start-api.ts';
import { builtInKinds } from '../../../src/simulator/kinds/built-in-kinds.ts';
import { kindsOf } from '../../../src/simulator/schemas/kinds-of.ts';

export const CONFIG_MAPS: ResourceName = { group: '', version: 'v1', plural: 'configmaps' };
export const DEFINITIONS: ResourceName = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
};
export const NAMESPACES: ResourceName = { group: '', version: 'v1', plural: 'namespaces' };
export const PODS: ResourceName = { group: '', version: 'v1', plural: 'pods' };

/** An embedded API server with a namespace `shop`. */
export interface ApiInMemory {
  readonly api: EmbeddedApi;
  readonly client: ApiClient;
  /** What time it is; tests move it. */
  readonly time: { now: Instant };
}

/** Starts one. Its chance is the same every time. */
export function apiInMemory({ remembered = 100 }: { readonly remembered?: number } = {}): ApiInMemory {
  const time = { now: instantOf(Date.UTC(2026, 2, 1, 10)) };
  let serial = 1;
  const random = (): number => {
    serial = (serial * 16_807) % 2_147_483_647;
    return serial / 2_147_483_647;
  };
  const api = startApi({ kinds: builtInKinds, clock: { now: () => time.now }, random, kindsOf, remembered });
  const client = clientOf(api, 'test');
  client.create(NAMESPACES, { metadata: { name: 'shop' } });
  return { api, client, time };
}

/** A watch of all ConfigMaps of the namespace. */
export function watchCall(query: Readonly<Record<string, string>> = {}): ApiCall {
  return { method: 'GET', path: '/api/v1/namespaces/shop/configmaps', query: { watch: 'true', ...query } };
}

/** `ADDED a`, or the message of what went wrong. */
export function say({ type, object }: WatchEvent): string {
  return `${type} ${textIn(metadataOf(object), 'name') || textIn(object, 'message')}`.trimEnd();
}
