import type { Cluster } from '../../kube/cluster.ts';
import { grantedAws } from '../../providers/auth/granted-aws.ts';
import { createHttp } from '../../providers/http/create-http.ts';
import { checkEgress } from '../../providers/http/egress/check-egress.ts';
import { egressPolicy } from '../../providers/http/egress/egress-policy.ts';
import { traceContextOf } from '../../providers/http/trace/trace-context.ts';
import { traced } from '../../providers/http/trace/traced.ts';
import { clusterSecrets } from '../../runner/secrets/cluster-secrets.ts';
import { folderSecrets } from '../../runner/secrets/folder-secrets.ts';
import type { SecretSource } from '../../runner/secrets/secret-source.ts';
import type { CallbackPost } from '../../service/callbacks/callback-post.ts';
import type { ServiceConfig } from '../../service/config/service-config.ts';
import { measuredProviders } from '../../service/metrics/measured-providers.ts';
import type { ServiceMetrics } from '../../service/metrics/service-metrics.ts';
import type { RunParts } from '../../service/runs/run-parts.ts';
import { grantedWorlds } from '../../service/secrets/granted-worlds.ts';
import type { ServiceLog } from '../../service/service-log.ts';
import { openProviders } from '../run/open-providers.ts';
import type { World } from '../world.ts';
import { callbackPost } from './callback-post.ts';
import type { ServiceOutside } from './outside.ts';
import type { ServeOptions } from './serve-options.ts';

/** What runs of the service may reach, as its configuration allows. */
export interface Reach extends Pick<RunParts, 'worldFor' | 'checkCallback'> {
  readonly providerKinds: readonly string[];
  readonly post: CallbackPost;
  readonly close: () => Promise<void>;
}

/** To one host, at least: callbacks and token servers are asked by their own pace. */
const CONNECTIONS = 128;

/** What it is opened with. */
export interface ReachParts {
  readonly config: Pick<ServiceConfig, 'egress' | 'grants' | 'limits' | 'sharing'>;
  readonly options: ServeOptions;
  readonly world: Pick<World, 'env' | 'newUid'>;
  readonly clusters: ServiceOutside['clusters'];
  readonly metrics: ServiceMetrics;
  readonly log: ServiceLog;
}

/**
 * Opens providers, the way out through the egress policy, and the places of Secrets.
 *
 * @throws Fault PLUGIN_INVALID, CLUSTER_UNREACHABLE, USAGE_INVALID for a folder that is not there and for grants from places that were not named
 */
export async function openReach({ config, options, world, clusters, metrics, log }: ReachParts): Promise<Reach> {
  const { providers: bare } = await openProviders(options.plugin, clusters, { awsCredentials: grantedAws });
  const providers = measuredProviders(bare, (kind, code) => metrics.providerFailed(kind, code));
  const egress = egressPolicy(config.egress);
  // Every look reads a few variables, and those of a process are slow to read.
  const env = { ...world.env };
  // A look that has its turn shall not wait for a connection: that would take from its time.
  const connectionsPerHost = Math.max(CONNECTIONS, config.sharing.perConnection.concurrency);
  const http = createHttp({
    env: (name) => env[name],
    egress,
    maxBytes: config.limits.answerBytes,
    connectionsPerHost,
  });
  const granted = grantedWorlds({
    grants: config.grants,
    env,
    providers,
    log,
    ...(options.secretsDir !== undefined && { folder: await folderSecrets(options.secretsDir, '--secrets-dir') }),
    ...(namesCluster(options) && { cluster: await secretsIn(await clusters.cluster()) }),
  });
  return {
    providerKinds: [...providers.keys()],
    worldFor({ namespace, traceparent, tracestate }) {
      const trace = traceContextOf(traceparent, tracestate);
      return { ...granted(namespace), http: trace === undefined ? http : traced(http, trace, world.newUid) };
    },
    checkCallback: (url) => checkEgress(url, egress),
    post: callbackPost(http),
    close: () => http.close(),
  };
}

function namesCluster({ context, kubeconfig }: ServeOptions): boolean {
  return context !== undefined || kubeconfig !== undefined;
}

async function secretsIn(cluster: Cluster): Promise<SecretSource> {
  const { secretsOf } = await import('../../kube/secrets.ts');
  return clusterSecrets(secretsOf(cluster), `the cluster of context "${cluster.context}"`);
}
