import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Figure } from '../figure.ts';
import type { LoadWish } from './load.ts';
import { quantile } from './quantile.ts';
import { INTERVAL, METRICS, openSite, type Site, STARTING } from './site.ts';
import { startRuns } from './start-runs.ts';
import { usageOf } from './usage.ts';

const REPLICAS = 3;
/** Two measurements of one metric that are closer than this were made twice. */
const TOO_CLOSE = INTERVAL / 2;

export type TakeoverWish = Omit<LoadWish, 'store'>;

/** Many live runs on three replicas with one PostgreSQL. One is killed in the middle: what is lost, what is doubled, how long its runs waited. */
export async function takeoverBench({ settle, ...wish }: TakeoverWish): Promise<readonly Figure[]> {
  const { runs } = wish;
  const site = await openSite({ ...wish, store: 'postgresql', replicas: REPLICAS });
  try {
    const { ids } = await startRuns({ urls: site.urls, runs, over: STARTING });
    await pause(settle);
    const before = site.replicas.map(({ pid }) => usageOf(pid).cpu);
    await pause(INTERVAL);
    const shares = site.replicas.map(({ pid }, index) => usageOf(pid).cpu - (before[index] ?? 0));
    const killedAt = Date.now();
    await site.replicas[0]?.kill();
    const takenOver = await untilAllAreDriven(site.urls.slice(1), runs);
    await pause(killedAt + 2 * INTERVAL - Date.now());
    const { gaps, missing } = await site.backend.ask({ since: killedAt, overdueAfter: INTERVAL + 15_000 });
    const late = gaps.map((gap) => gap - INTERVAL);
    const waited = late.filter((ms) => ms > 1000);
    const { doubled, recorded } = await countRecorded(site, ids);
    return [
      { name: `CPU of the busiest of ${REPLICAS} replicas`, value: percent(Math.max(...shares)), unit: '% of a core' },
      { name: `CPU of the idlest of ${REPLICAS} replicas`, value: percent(Math.min(...shares)), unit: '% of a core' },
      { name: `metrics that nobody looks at any more, of ${runs * METRICS}`, value: missing, unit: 'lost' },
      { name: `measurements recorded twice, of ${recorded.toLocaleString('en')}`, value: doubled, unit: 'doubled' },
      { name: 'from the kill until the last run was taken over', value: (takenOver - killedAt) / 1000, unit: 's' },
      { name: 'looks more than a second late because of the kill', value: waited.length, unit: '' },
      { name: 'how late those are, p50', value: quantile(waited, 0.5) / 1000, unit: 's' },
      { name: 'how late those are, at most', value: (waited.at(-1) ?? 0) / 1000, unit: 's' },
    ];
  } finally {
    await site.stop();
  }
}

function percent(seconds: number): number {
  return (seconds * 100_000) / INTERVAL;
}

/** Looks twice a second. @returns when it was first seen @throws Error when it does not come to that within an interval */
async function untilAllAreDriven(urls: readonly string[], runs: number): Promise<number> {
  for (const end = Date.now() + INTERVAL; Date.now() < end; await pause(500)) {
    const driven = await Promise.all(urls.map(drivenBy));
    if (driven.reduce((all, some) => all + some, 0) >= runs) return Date.now();
  }
  throw new Error(`not all of ${runs} runs were taken over`);
}

async function drivenBy(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`);
  return Number(/^verdict_runs_live (\d+)$/m.exec(await answer.text())?.[1]);
}

interface RunStatus {
  readonly status: {
    readonly metricResults?: readonly { readonly measurements?: readonly { readonly startedAt: string }[] }[];
  };
}

/** What the survivors say of every run: how many measurements stand in its status, and how many of them are too close to the one before. */
async function countRecorded(site: Site, ids: readonly string[]): Promise<{ recorded: number; doubled: number }> {
  const pool = new Pool(site.urls[1] ?? '', { connections: 8 });
  let [recorded, doubled] = [0, 0];
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) {
      const { body } = await pool.request({ method: 'GET', path: `/api/v1/namespaces/bench/runs/${id}` });
      const { status } = (await body.json()) as RunStatus;
      for (const { measurements = [] } of status.metricResults ?? []) {
        const moments = measurements.map(({ startedAt }) => Date.parse(startedAt));
        recorded += moments.length;
        doubled += moments.filter((at, index) => at - (moments[index - 1] ?? -Infinity) < TOO_CLOSE).length;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  await pool.close();
  return { recorded, doubled };
}
