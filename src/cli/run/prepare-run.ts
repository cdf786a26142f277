import { MASK } from '../../core/secret.ts';
import { type OpenClusters, openClusters } from '../../kube/load.ts';
import { createHttp } from '../../providers/http/create-http.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { KnownSecrets } from '../../runner/secrets/known-secrets.ts';
import { providerSecrets } from '../../runner/secrets/provider-secrets.ts';
import { readSecrets, resolveKnowing } from '../../runner/secrets/resolve-with-secrets.ts';
import { watchedEnvironment, watchedHttp } from '../../runner/secrets/watch-world.ts';
import type { RunReport } from '../report/run-report.ts';
import type { World } from '../world.ts';
import { type Beginning, beginOrResume } from './begin-or-resume.ts';
import { checkRun } from './check-run.ts';
import { openProviders } from './open-providers.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { RunOptions } from './run-options.ts';
import { refuseOtherPlugins } from './same-run.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { refuseMissingSecrets } from './secrets/refuse-missing-secrets.ts';
import { withSyntaxCheck } from './syntax-check.ts';

/**
 * Gets a run ready. All bad input is refused here: nothing is measured and nothing written.
 *
 * @throws Fault for everything that stands against the run
 */
export async function prepareRun(
  paths: readonly string[],
  options: RunOptions,
  world: World,
  hasTimeout: boolean,
): Promise<PreparedRun> {
  const beginning = await beginOrResume(paths, options, world);
  const clusters = openClusters(choiceOf(options, world));
  try {
    return await prepare(beginning, options, { world, clusters, hasTimeout });
  } catch (thrown) {
    await clusters.close();
    throw thrown;
  }
}

interface Around {
  readonly world: World;
  readonly clusters: OpenClusters;
  readonly hasTimeout: boolean;
}

async function prepare(
  beginning: Beginning,
  options: RunOptions,
  { world, clusters, hasTimeout }: Around,
): Promise<PreparedRun> {
  const { spec, saved, source, documents, status, memory } = beginning;
  const { providers, pluginKinds } = await openProviders(options.plugin, clusters);
  if (saved !== undefined) refuseOtherPlugins(saved.extra.pluginKinds, pluginKinds, options.resume ?? '');
  const cluster = namesCluster(options) ? await clusters.cluster() : undefined;
  const ref = { ...beginning.ref, namespace: beginning.ref.namespace ?? cluster?.namespace ?? 'default' };
  const store = await openSecrets(options, spec, world, cluster);
  const known = new KnownSecrets();
  const first = await readSecrets(spec, store, ref.namespace);
  refuseMissingSecrets(spec, first, store, cluster !== undefined);
  const resolved = resolveKnowing(spec, first, known);
  await withSyntaxCheck((checkSyntax) => checkRun(resolved, { providers, checkSyntax, hasTimeout }));
  const http = createHttp({ env: (name) => world.env[name] });
  return {
    run: {
      ref,
      status,
      memory,
      resolve: async () => resolveKnowing(spec, await readSecrets(spec, store, ref.namespace), known),
    },
    deps: {
      clock: world.clock,
      elapsed: world.elapsed,
      providers,
      http: watchedHttp(http, known),
      env: watchedEnvironment(world.env, known),
      secret: providerSecrets(store, known, world.env['POD_NAMESPACE'] ?? 'argo-rollouts'),
    },
    spec,
    known,
    source,
    documents,
    pluginKinds,
    args: argsOf(spec, known),
    ...(saved?.extra.witnessed && { witnessed: saved.extra.witnessed }),
    async close() {
      await Promise.allSettled([clusters.close(), http.close()]);
    },
  };
}

function choiceOf({ context, kubeconfig }: RunOptions, { env }: World) {
  return { env, ...(context !== undefined && { context }), ...(kubeconfig !== undefined && { kubeconfig }) };
}

function namesCluster({ context, kubeconfig }: RunOptions): boolean {
  return context !== undefined || kubeconfig !== undefined;
}

function argsOf({ args = [] }: RunSpec, known: KnownSecrets): RunReport['args'] {
  return args.map(({ name, value, valueFrom }) => ({
    name,
    value: valueFrom?.secretKeyRef ? MASK : known.redact(value ?? ''),
  }));
}
