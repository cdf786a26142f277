import type { Cluster } from '../../../kube/cluster.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { clusterSecrets } from '../../../runner/secrets/cluster-secrets.ts';
import { environmentSecrets } from '../../../runner/secrets/environment-secrets.ts';
import { folderSecrets } from '../../../runner/secrets/folder-secrets.ts';
import { secretKeysOf } from '../../../runner/secrets/secret-keys-of.ts';
import type { SecretSource } from '../../../runner/secrets/secret-source.ts';
import { SecretStore } from '../../../runner/secrets/secret-store.ts';
import type { World } from '../../world.ts';
import type { RunOptions } from '../run-options.ts';
import { commandLineSecrets } from './command-line-secrets.ts';

/**
 * The places where the Secrets of a run are looked for: command line, environment, folders, and the cluster if one was named.
 *
 * @param cluster absent when neither `--context` nor `--kubeconfig` was given
 * @throws Fault USAGE_INVALID for options that cannot be used
 */
export async function openSecrets(
  { secret, secretsDir }: RunOptions,
  spec: RunSpec,
  world: World,
  cluster: Cluster | undefined,
): Promise<SecretStore> {
  const sources: SecretSource[] = [
    commandLineSecrets(secret, world.env),
    environmentSecrets(world.env, secretKeysOf(spec)),
  ];
  for (const folder of secretsDir) sources.push(await folderSecrets(folder, '--secrets-dir'));
  if (cluster !== undefined) {
    const { secretsOf } = await import('../../../kube/secrets.ts');
    sources.push(clusterSecrets(secretsOf(cluster), `the cluster of context "${cluster.context}"`));
  }
  return new SecretStore(sources);
}
