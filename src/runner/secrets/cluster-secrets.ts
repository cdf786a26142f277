import { isFault } from '../../core/fault.ts';
import type { SecretRead } from '../../template/resolved.ts';
import type { SecretSource } from './secret-source.ts';

/** How the Secrets of a cluster are read; `src/kube` knows. */
export type ReadClusterSecret = (namespace: string, name: string) => Promise<SecretRead>;

/**
 * The Secrets of the cluster that `--context` or `--kubeconfig` names. Read anew each time, so that a rotated one is seen;
 * while the cluster does not answer, what it said last still holds.
 *
 * @param describe such as `the cluster of context "staging"`
 */
export function clusterSecrets(readSecret: ReadClusterSecret, describe: string): SecretSource {
  const last = new Map<string, SecretRead>();
  return {
    where: ({ name }) => `Secret "${name}" in ${describe}`,
    async read(name, namespace) {
      const id = `${namespace}/${name}`;
      try {
        const found = await readSecret(namespace, name);
        last.set(id, found);
        return found;
      } catch (thrown) {
        const known = last.get(id);
        if (known !== undefined && isFault(thrown, 'CLUSTER_UNREACHABLE')) return known;
        throw thrown;
      }
    },
  };
}
