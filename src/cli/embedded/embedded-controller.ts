import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../../core/environment.ts';
import { millisOf } from '../../core/instant.ts';
import type { Log } from '../../kube/controllers/log.ts';
import { connectLazily } from '../../kube/load.ts';
import type { Http } from '../../providers/http/http.ts';
import type { Api } from '../../simulator/api/call.ts';
import { optionsInWords } from '../controller/options-in-words.ts';
import type { Outside } from '../controller/outside.ts';
import type { Page } from '../controller/serve.ts';
import { startProcess } from '../controller/start-process.ts';
import { inProcessCluster } from './in-process-cluster.ts';

export interface EmbeddedControllerOptions {
  readonly api: Api;
  /** What is written into objects is its time. */
  readonly clock: Clock;
  /** One that does not jump. Default: `clock`. */
  readonly steady?: Clock;
  /** A number from 0 to below 1, evenly spread. */
  readonly random: () => number;
  readonly newUid: () => string;
  /** The way out for providers. */
  readonly http: Http;
  readonly log: Log;
  /** Options as on the command line of `verdict controller`. Default: none. */
  readonly words?: readonly string[];
  /** Variables of the environment. Default: the namespace of its lease is `default`. */
  readonly env?: Environment;
  /** Of this program. Default: `embedded`. */
  readonly version?: string;
}

export interface EmbeddedController {
  /** What its metrics say, as a Prometheus server would read it. */
  metrics(): Promise<string>;
  /** Finishes what is in hand and gives the lease back. Takes time of the clock. */
  end(): Promise<void>;
}

/** Longer than an API in the same process needs. */
const WAY_OUT = { controllers: millisOf(1_000), events: millisOf(1_000), lease: millisOf(1_000) };

/** Nothing is listened on: ports need not be free. */
const PORTS = ['--metricsPort', '0', '--healthzPort', '0'];

/**
 * The whole of `verdict controller`'s process on an embedded cluster, in this process: only the wire, the ports and what it is handed
 * of the world are not the real ones.
 *
 * @throws Fault USAGE_INVALID, PLUGIN_INVALID
 */
export async function startEmbeddedController(options: EmbeddedControllerOptions): Promise<EmbeddedController> {
  const { clock, newUid, log, words = [], env = { POD_NAMESPACE: 'default' }, version = 'embedded' } = options;
  const pages: Record<string, () => Page> = {};
  const outside: Outside = {
    ...around(options),
    serve: (_place, option, served) => {
      Object.assign(pages, served);
      return Promise.resolve({ url: `embedded:${option}`, stop() {} });
    },
  };
  const started = await startProcess(
    optionsInWords([...PORTS, ...words]),
    { version, clock, env, newUid },
    outside,
    log,
  );
  return {
    metrics: () => textOfPage(pages['/metrics']),
    end: () => started.end(WAY_OUT),
  };
}

function around({ api, clock, steady = clock, random, http }: EmbeddedControllerOptions): Omit<Outside, 'serve'> {
  const cluster = inProcessCluster({ api, clock: steady, userAgent: 'verdict-controller' });
  return {
    clusters: {
      cluster: (kubeconfig) => (kubeconfig === undefined ? Promise.resolve(cluster) : connectLazily({ kubeconfig })),
      close: () => Promise.resolve(),
    },
    steady,
    random,
    http,
    host: 'embedded',
  };
}

async function textOfPage(page: (() => Page) | undefined): Promise<string> {
  const parts: string[] = [];
  if (page !== undefined) for await (const part of page().body) parts.push(part);
  return parts.join('');
}
