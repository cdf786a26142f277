/*
 * A process that drives runs of a folder until none goes on: `node driving-process.ts FOLDER BACKEND STARTS`. It says `begun` once its
 * starts are stored, and ends by itself; a test that kills it begins it again with no starts.
 */
import { systemClock } from '../../src/cli/system-clock.ts';
import { waitUntil } from '../../src/core/clock.ts';
import { after, millisOf } from '../../src/core/instant.ts';
import { steadyClock } from '../../src/kube/steady-clock.ts';
import { createHttp } from '../../src/providers/http/create-http.ts';
import { web } from '../../src/providers/web/web.ts';
import { startRuns } from '../../src/service/runs/start-runs.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import { partsOf, scriptedTemplate, startOf } from './service-runs.ts';

const [folder = '', backend = '', starts = '0'] = process.argv.slice(2);
const store = await openSqlite({ folder, clock: systemClock });
const http = createHttp();
const service = startRuns(partsOf({ store, clock: systemClock, steady: steadyClock, providers: [web], http }));

const asking = (metric: string) => ({ web: { url: `${backend}/${metric}`, jsonPath: '{$.value}' } });
const template = scriptedTemplate([
  { name: 'errors', interval: '150ms', count: 8, successCondition: 'result < 5', provider: asking('errors') },
  {
    name: 'latency',
    interval: '230ms',
    count: 5,
    failureLimit: 1,
    successCondition: 'result < 5',
    provider: asking('latency'),
  },
]);
const begun = Array.from({ length: Number(starts) }, () =>
  service.runs.start('team', startOf(template), { name: 'test' }),
);
await Promise.all(begun);
process.stdout.write('begun\n');
while ((await store.runs.count()).live > 0) await waitUntil(systemClock, after(systemClock.now(), millisOf(50)));
await service.stop();
await store.close();
await http.close();
