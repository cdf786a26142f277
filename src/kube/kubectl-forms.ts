import { isAbsolute, join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/**
 * Turns what kubectl takes in a kubeconfig, and client-node does not, into what client-node does take:
 * plain `http:` servers and `tokenFile`.
 *
 * @param config  a kubeconfig as parsed
 * @param folder  of the file, which relative paths start from
 * @throws Error when there is no object
 */
export function kubectlForms(config: unknown, folder: string): JsonObject {
  if (!isJsonObject(config)) throw new Error('it holds no YAML object');
  return {
    ...config,
    clusters: changed(config['clusters'], 'cluster', allowPlainHttp),
    users: changed(config['users'], 'user', (user) => followTokenFile(user, folder)),
  };
}

/** client-node speaks plain HTTP only where TLS is not to be verified anyway. */
function allowPlainHttp(cluster: JsonObject): JsonObject {
  const { server } = cluster;
  if (typeof server !== 'string' || !server.startsWith('http:')) return cluster;
  return { ...cluster, 'insecure-skip-tls-verify': true };
}

/** A token that is rotated in its file is read anew, which client-node does only for this form of it. */
function followTokenFile(user: JsonObject, folder: string): JsonObject {
  const { tokenFile, ...others } = user;
  if (typeof tokenFile !== 'string' || others['token'] !== undefined) return user;
  const path = isAbsolute(tokenFile) ? tokenFile : join(folder, tokenFile);
  return { ...others, 'auth-provider': { name: 'tokenFile', config: { tokenFile: path } } };
}

/** A list such as `users: [{name, user: {…}}]` with each inner object changed; entries of another shape stay for client-node to refuse. */
function changed(list: Json | undefined, key: string, change: (member: JsonObject) => JsonObject): readonly Json[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: Json) => {
    const member = isJsonObject(entry) ? entry[key] : undefined;
    return isJsonObject(entry) && isJsonObject(member) ? { ...entry, [key]: change(member) } : entry;
  });
}
