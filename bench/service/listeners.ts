import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figure.ts';
import { quantile } from './quantile.ts';
import { INTERVAL, METRICS, openSite, type SiteWish } from './site.ts';
import { startRuns } from './start-runs.ts';
import { usageOf } from './usage.ts';

/** So many that some ten events happen each second. */
const RUNS = (10 * INTERVAL) / 1000 / METRICS;
const MEASURED = INTERVAL;
/** `at` of an event as it stands in the stream. */
const MOMENT = /"at":"([^"]+)"/g;

/** Listeners on the stream of a namespace in which some ten measurements happen a second: how long an event takes to each of them. */
export async function listenersBench(
  wish: Omit<SiteWish, 'replicas' | 'runs'>,
  count: number,
): Promise<readonly Figure[]> {
  const site = await openSite({ ...wish, runs: RUNS, replicas: 1 });
  const streams: IncomingMessage[] = [];
  try {
    const [replica] = site.replicas;
    if (replica === undefined) return [];
    await startRuns({ urls: site.urls, runs: RUNS, over: INTERVAL });
    const delays: number[] = [];
    const address = `${replica.url}/api/v1/namespaces/bench/events`;
    for (let i = 0; i < count; i += 1) streams.push(await listen(address, delays));
    const before = usageOf(replica.pid);
    delays.length = 0;
    await pause(MEASURED);
    const after = usageOf(replica.pid);
    delays.sort((a, b) => a - b);
    const what = `${count.toLocaleString('en')} listeners on ${wish.store}`;
    return [
      { name: `events delivered per second, ${what}`, value: (delays.length * 1000) / MEASURED, unit: '/s' },
      { name: 'from happening to listener, p50', value: quantile(delays, 0.5), unit: 'ms' },
      { name: 'from happening to listener, p99', value: quantile(delays, 0.99), unit: 'ms' },
      { name: 'CPU of the service', value: ((after.cpu - before.cpu) * 100_000) / MEASURED, unit: '% of a core' },
      { name: 'memory of the service', value: after.resident, unit: 'MiB' },
    ];
  } finally {
    for (const stream of streams) stream.destroy();
    await site.stop();
  }
}

/** Opens a stream, and notes how old each event is when it comes; milliseconds. */
async function listen(address: string, delays: number[]): Promise<IncomingMessage> {
  const asked = request(address, { agent: false, headers: { accept: 'text/event-stream' } }).end();
  const [stream] = (await once(asked, 'response')) as [IncomingMessage];
  if (stream.statusCode !== 200) throw new Error(`a listener was refused with ${stream.statusCode}`);
  // It ends with the site.
  stream.on('error', () => undefined);
  stream.setEncoding('utf8').on('data', (text: string) => {
    const now = Date.now();
    for (const [, at = ''] of text.matchAll(MOMENT)) delays.push(now - Date.parse(at));
  });
  return stream;
}
