import type { Environment } from '../../core/environment.ts';
import { Fault } from '../../core/fault.ts';
import type { Around } from '../../runner/begin/ready-run.ts';
import { environmentSecrets } from '../../runner/secrets/environment-secrets.ts';
import type { SecretSource } from '../../runner/secrets/secret-source.ts';
import type { Grant } from '../config/service-config.ts';
import type { RunWorld } from '../runs/run-parts.ts';
import type { ServiceLog } from '../service-log.ts';
import { grantedSecrets } from './granted-secrets.ts';

/** The whole of what there is, of which namespaces are granted a part. */
export interface GrantedWorldsParts {
  readonly grants: readonly Grant[];
  /** Of the process. */
  readonly env: Environment;
  /** The folder of `--secrets-dir`; absent without one. */
  readonly folder?: SecretSource;
  /** The cluster of `--context` or `--kubeconfig`; absent without one. */
  readonly cluster?: SecretSource;
  readonly providers: Around['providers'];
  readonly log: Pick<ServiceLog, 'info' | 'error'>;
}

/** What the runs of a namespace may use. */
export type GrantedWorld = Pick<RunWorld, 'env' | 'secrets' | 'hasCluster' | 'providers'>;

/** Worlds kept, so that a hint is given once and not at each start. */
const KEPT = 1000;

/**
 * What the runs of each namespace may use: of Secrets, of the environment, and of Kubernetes Jobs. Nobody may use what no grant names.
 *
 * @throws Fault USAGE_INVALID for a grant from a place that this process was not given
 */
export function grantedWorlds(parts: GrantedWorldsParts): (namespace: string) => GrantedWorld {
  refusePlacesNotGiven(parts);
  const kept = new Map<string, GrantedWorld>();
  return (namespace) => {
    const world = kept.get(namespace) ?? worldOf(namespace, parts);
    if (kept.size >= KEPT && !kept.has(namespace)) kept.clear();
    kept.set(namespace, world);
    return world;
  };
}

function worldOf(
  namespace: string,
  { grants, env, folder, cluster, providers, log }: GrantedWorldsParts,
): GrantedWorld {
  const own = grants.filter((grant) => grant.namespace === '*' || grant.namespace === namespace);
  const secrets = own.flatMap((grant) => grant.secrets);
  const variables = new Set(own.flatMap((grant) => grant.environment));
  // A variable does not tell how its key is spelled; a grant that names keys does.
  const spelled = secrets.flatMap(({ name, keys = [] }) => keys.map((key) => ({ name, key })));
  const places = {
    environment: environmentSecrets(env, spelled),
    ...(folder && { folder }),
    ...(cluster && { cluster }),
  };
  return {
    env: Object.fromEntries(Object.entries(env).filter(([name]) => variables.has(name))),
    secrets: grantedSecrets({ namespace, grants: secrets, places, log }),
    // What is not there has not been granted: no caller can help it by naming a cluster.
    hasCluster: true,
    providers: own.some(({ jobs }) => jobs) ? providers : withoutJobs(providers),
  };
}

/** A Job runs in the cluster with the rights of this process, so it is nobody's unless it was granted. */
function withoutJobs(providers: Around['providers']): Around['providers'] {
  return new Map([...providers].filter(([kind]) => kind !== 'job'));
}

function refusePlacesNotGiven({ grants, folder, cluster }: GrantedWorldsParts): void {
  const given = { environment: true, folder: folder !== undefined, cluster: cluster !== undefined };
  const options = { environment: '', folder: '--secrets-dir', cluster: '--context or --kubeconfig' };
  for (const [index, { secrets, jobs }] of grants.entries()) {
    const missing = secrets.find(({ from }) => !given[from]);
    if (missing !== undefined) {
      const text = `grants[${index}]: Secret "${missing.name}" is granted from the ${missing.from}, so ${options[missing.from]} must say which`;
      throw new Fault('USAGE_INVALID', text);
    }
    if (jobs && !given.cluster) {
      throw new Fault(
        'USAGE_INVALID',
        `grants[${index}]: Jobs are granted, so ${options.cluster} must say in which cluster`,
      );
    }
  }
}
