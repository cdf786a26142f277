import { type OpenClusters, openClusters } from '../../kube/load.ts';
import { createHttp } from '../../providers/http/create-http.ts';
import { traceContextOf } from '../../providers/http/trace/trace-context.ts';
import { traced } from '../../providers/http/trace/traced.ts';
import { readyRun, refuseUnready } from '../../runner/begin/ready-run.ts';
import { shownArguments } from '../../runner/report/report-of.ts';
import type { World } from '../world.ts';
import { type Beginning, beginOrResume } from './begin-or-resume.ts';
import { openProviders } from './open-providers.ts';
import { OPTION_WORDS } from './option-words.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { RunOptions } from './run-options.ts';
import { refuseOtherPlugins } from './same-run.ts';
import { openSecrets } from './secrets/open-secrets.ts';

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
  const http = createHttp({ env: (name) => world.env[name] });
  const { clock, elapsed, env } = world;
  // The pipeline's own trace, by OpenTelemetry's convention for processes.
  const trace = traceContextOf(env['TRACEPARENT'], env['TRACESTATE']);
  const out = trace === undefined ? http : traced(http, trace, () => world.newUid());
  const ready = readyRun({ ref, status, memory, spec }, { store, providers, http: out, clock, elapsed, env });
  await refuseUnready(ready, { store, hasCluster: cluster !== undefined, hasTimeout, words: OPTION_WORDS });
  return {
    ...ready,
    source,
    documents,
    pluginKinds,
    args: shownArguments(spec, ready.known.redact),
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
