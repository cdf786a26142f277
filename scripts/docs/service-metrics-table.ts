import { ServiceMetrics } from '../../src/service/metrics/service-metrics.ts';

/** Every metric of the service but those of the process, from the registry itself. */
export function serviceMetricsTable(): string {
  const metrics = new ServiceMetrics({ version: '' });
  metrics.watch({
    load: () => ({ live: 0, starting: 0, unrecorded: 0, waitingLooks: 0, waiters: 0 }),
    streams: () => 0,
    countRuns: async () => ({ live: 0, unheld: 0 }),
  });
  const own = metrics.described().filter(({ name }) => name.startsWith('verdict_'));
  const rows = own.map(({ name, labels, help }) => `| \`${name}\` | ${labels.join(', ')} | ${help} |`);
  return ['| metric | labels | meaning |', '|---|---|---|', ...rows].join('\n');
}
