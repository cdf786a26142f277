import { objectIn, textsIn } from '../core/json-members.ts';
import { Secret } from '../core/secret.ts';
import type { SecretRead } from '../template/resolved.ts';
import { type Cluster, pathOf } from './cluster.ts';
import { refusalOf } from './refusal.ts';

/**
 * Reads one Secret of a cluster: its keys, or why the API does not give it, in the API's words (`secrets "s" not found`).
 *
 * @throws Fault CLUSTER_UNREACHABLE when the API does not answer, or cannot now (429, 5xx)
 */
export type ReadSecret = (namespace: string, name: string, signal?: AbortSignal) => Promise<SecretRead>;

/** The Secrets of a cluster, read anew each time, so that a rotated one is seen. Values are decoded, as UTF-8. */
export function secretsOf(cluster: Cluster): ReadSecret {
  return async (namespace, name, signal) => {
    const path = pathOf('api', 'v1', 'namespaces', namespace, 'secrets', name);
    try {
      return { kind: 'found', keys: keysIn(await cluster.request({ method: 'GET', path, ...(signal && { signal }) })) };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return { kind: 'failed', message: refusal.message };
    }
  };
}

function keysIn(secret: Parameters<typeof objectIn>[0]): Readonly<Record<string, Secret>> {
  const decoded = (base64: string): Secret => new Secret(Buffer.from(base64, 'base64').toString('utf8'));
  return Object.fromEntries(Object.entries(textsIn(secret, 'data')).map(([key, base64]) => [key, decoded(base64)]));
}
