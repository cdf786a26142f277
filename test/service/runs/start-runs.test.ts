import { afterEach, describe, expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import { startRuns } from '../../../src/service/runs/start-runs.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { at, T0 } from '../../support/builders.ts';
import { backend, partsOf, scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };

describe('a run of the service', () => {
  it('is measured at its times, recorded step by step, and ends with its verdict', async () => {
    const clock = new VirtualClock(T0);
    const store = await openSqlite({ clock });
    const { provider, asked } = backend(() => ({ value: 1 }), clock);
    const service = startRuns(partsOf({ store, clock, providers: [provider] }));
    const template = scriptedTemplate([{ name: 'errors', interval: '60s', count: 3, successCondition: 'result < 5' }]);
    const { run } = await clock.until(service.runs.start('team', startOf(template), ALICE));
    const ended = await clock.until(service.runs.wait('team', run.id, millisOf(600_000), new AbortController().signal));
    expect(ended?.stand).toMatchObject({ verdict: 'pass', phase: 'Successful' });
    expect(asked).toEqual(['errors 1', 'errors 2', 'errors 3']);
    expect(clock.now()).toBeLessThan(at(121));
    const history = await store.history.since(0, {}, 100);
    console.log(history.map(({ id, number, kind, at, after }) => [id, number, kind, at - T0, after.verdict]));
    await clock.until(service.stop());
    await store.close();
  });
});
