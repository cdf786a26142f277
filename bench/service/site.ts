import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Postgres } from '../../test/support/postgres.ts';
import { postgresBinaries, startPostgres } from '../../test/support/postgres.ts';
import { type ServiceProcess, startService } from '../../test/support/service-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { type Backend, startBackend } from './backend.ts';

/** Of a run, and how often each is looked at. */
export const METRICS = 5;
export const INTERVAL = 60_000;
/** Over how long runs are started where starting is not what is measured. A whole number of intervals spreads the looks evenly. */
export const STARTING = 4 * INTERVAL;

/** Looks that the backend takes at once: whoever has twenty thousand runs ask one backend allows it more than the 100 of the default. */
const AT_ONCE = 500;

/** Where runs are kept. */
export type StoreKind = 'sqlite' | 'postgresql';

/** What a measurement takes place on: a backend, a store, replicas that serve it. */
export interface Site {
  readonly backend: Backend;
  readonly replicas: readonly ServiceProcess[];
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export interface SiteWish {
  /** The bundle. */
  readonly program: string;
  readonly store: StoreKind;
  readonly replicas: number;
  /** That the backend keeps book of. */
  readonly runs: number;
}

/** Sets it up, with the template `bench` stored; PostgreSQL is as safe as it is delivered. */
export async function openSite({ program, store, replicas, runs }: SiteWish): Promise<Site> {
  const folder = temporaryFolder();
  const backend = await startBackend(runs, METRICS);
  const postgres = store === 'postgresql' ? await safePostgres() : undefined;
  const database = await postgres?.database();
  const where = database === undefined ? ['--data', folder.path] : ['--database-url', database];
  const config = join(folder.path, 'config.yaml');
  writeFileSync(config, JSON.stringify({ sharing: { perConnection: { concurrency: AT_ONCE } } }));
  const flags = [...where, '--config', config, '--log-level', 'warn'];
  const started: ServiceProcess[] = [];
  for (let i = 0; i < replicas; i += 1) started.push(await startService({ program, flags }));
  const [first] = started;
  if (first === undefined) throw new Error('a site has at least one replica');
  await putTemplate(first.url, backend.url);
  return {
    backend,
    replicas: started,
    urls: started.map(({ url }) => url),
    async stop() {
      await Promise.all(started.map((replica) => replica.kill()));
      await postgres?.stop();
      backend.stop();
      folder.remove();
    },
  };
}

async function safePostgres(): Promise<Postgres> {
  const binaries = postgresBinaries('the benchmark on PostgreSQL');
  if (binaries === undefined) throw new Error('no PostgreSQL is installed');
  const safe = { fsync: 'on', full_page_writes: 'on', autovacuum: 'on', shared_buffers: '128MB' };
  return startPostgres(binaries, safe);
}

async function putTemplate(url: string, backend: string): Promise<void> {
  const metrics = Array.from({ length: METRICS }, (_, metric) => ({
    name: `metric-${metric}`,
    interval: `${INTERVAL}ms`,
    successCondition: 'result == 1',
    provider: { web: { url: `${backend}/{{args.run}}/${metric}` } },
  }));
  const kinds = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate' };
  const template = { ...kinds, metadata: { name: 'bench' }, spec: { args: [{ name: 'run' }], metrics } };
  const answer = await fetch(`${url}/api/v1/namespaces/bench/templates/bench`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(template),
  });
  if (!answer.ok) throw new Error(`the template was refused: ${await answer.text()}`);
}
