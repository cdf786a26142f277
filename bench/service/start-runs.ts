import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

const CONNECTIONS = 32;
const PATH = '/api/v1/namespaces/bench/runs';

/** Runs to be started of the stored template `bench`. */
export interface Starts {
  /** Of the replicas, which take turns. */
  readonly urls: readonly string[];
  readonly runs: number;
  /** Over how long they are spread; 0: as quick as they are taken. Milliseconds. */
  readonly over: number;
}

/** How it went. */
export interface Started {
  readonly ids: readonly string[];
  /** Milliseconds from the first request to the last answer. */
  readonly took: number;
  /** Of each start from request to answer, ascending; milliseconds. */
  readonly latencies: readonly number[];
}

/** Starts runs, each with its number as argument `run`. @throws Error at the first that is refused */
export async function startRuns({ urls, runs, over }: Starts): Promise<Started> {
  const pools = urls.map((url) => new Pool(url, { connections: CONNECTIONS, headersTimeout: 0 }));
  const ids: string[] = Array.from({ length: runs });
  const latencies: number[] = [];
  const begin = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < runs) {
      const number = next;
      next += 1;
      const early = begin + (over * number) / runs - performance.now();
      if (early > 0) await pause(early);
      const pool = pools[number % pools.length];
      if (pool === undefined) throw new Error('there is no replica');
      const asked = performance.now();
      ids[number] = await startRun(pool, number);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS * pools.length }, worker));
  const took = performance.now() - begin;
  await Promise.all(pools.map((pool) => pool.close()));
  return { ids, took, latencies: latencies.sort((a, b) => a - b) };
}

async function startRun(pool: Pool, number: number): Promise<string> {
  const body = JSON.stringify({ templateRef: { name: 'bench' }, args: { run: String(number) } });
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ method: 'POST', path: PATH, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 201) throw new Error(`run ${number} was refused with ${answer.statusCode}: ${text}`);
  const { id } = JSON.parse(text) as { id: string };
  return id;
}
