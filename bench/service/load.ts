import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figure.ts';
import { quantile } from './quantile.ts';
import { INTERVAL, METRICS, openSite, type SiteWish, STARTING } from './site.ts';
import { startRuns } from './start-runs.ts';
import { usageOf } from './usage.ts';

/** How long the load is measured once all runs go on. */
const MEASURED = 2 * INTERVAL;

export interface LoadWish extends Omit<SiteWish, 'replicas'> {
  /** How long the load is left alone after the starts. Milliseconds. */
  readonly settle: number;
}

/** Many live runs on one replica: how late their looks are, and what it costs. */
export async function loadBench({ settle, ...wish }: LoadWish): Promise<readonly Figure[]> {
  const site = await openSite({ ...wish, replicas: 1 });
  try {
    const [replica] = site.replicas;
    if (replica === undefined) return [];
    await startRuns({ urls: site.urls, runs: wish.runs, over: STARTING });
    await pause(settle);
    const since = Date.now();
    const before = usageOf(replica.pid);
    await pause(MEASURED);
    const after = usageOf(replica.pid);
    const { looks, gaps, missing } = await site.backend.ask({ since, overdueAfter: INTERVAL + 10_000 });
    const late = gaps.map((gap) => gap - INTERVAL);
    const on = `${wish.runs.toLocaleString('en')} runs × ${METRICS} metrics at 60 s on ${wish.store}`;
    return [
      { name: `measurements per second, ${on}`, value: (looks * 1000) / MEASURED, unit: '/s' },
      { name: 'how late a look is, p50', value: quantile(late, 0.5), unit: 'ms' },
      { name: 'how late a look is, p99', value: quantile(late, 0.99), unit: 'ms' },
      { name: 'how late a look is, at most', value: late.at(-1) ?? Number.NaN, unit: 'ms' },
      { name: 'metrics whose look is missing', value: missing, unit: '' },
      { name: 'CPU of the service', value: ((after.cpu - before.cpu) * 100_000) / MEASURED, unit: '% of a core' },
      { name: 'memory of the service', value: after.resident, unit: 'MiB' },
      { name: 'memory of the service at most', value: after.peak, unit: 'MiB' },
    ];
  } finally {
    await site.stop();
  }
}
