import type { Figure } from '../figure.ts';
import { quantile } from './quantile.ts';
import { openSite, type SiteWish } from './site.ts';
import { startRuns } from './start-runs.ts';
import { usageOf } from './usage.ts';

/** As many starts as one replica takes, each of a run that goes on and whose metrics are looked at once. */
export async function startsBench(wish: Omit<SiteWish, 'replicas'>): Promise<readonly Figure[]> {
  const site = await openSite({ ...wish, replicas: 1 });
  try {
    const [replica] = site.replicas;
    if (replica === undefined) return [];
    const before = usageOf(replica.pid);
    const { took, latencies } = await startRuns({ urls: site.urls, runs: wish.runs, over: 0 });
    const after = usageOf(replica.pid);
    const on = `${wish.runs.toLocaleString('en')} in a row over 32 connections on ${wish.store}`;
    return [
      { name: `runs started per second, ${on}`, value: (wish.runs * 1000) / took, unit: '/s' },
      { name: 'from request to answer, p50', value: quantile(latencies, 0.5), unit: 'ms' },
      { name: 'from request to answer, p99', value: quantile(latencies, 0.99), unit: 'ms' },
      {
        name: 'CPU for a start and the looks of its run',
        value: ((after.cpu - before.cpu) * 1000) / wish.runs,
        unit: 'ms',
      },
    ];
  } finally {
    await site.stop();
  }
}
