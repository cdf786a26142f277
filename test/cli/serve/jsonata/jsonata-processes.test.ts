import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonataProcess } from '../../../../src/cli/serve/jsonata/jsonata-process.ts';
import { JsonataProcesses } from '../../../../src/cli/serve/jsonata/jsonata-processes.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { after, instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { JsonataConditions } from '../../../../src/evaluator/jsonata.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { T0 } from '../../../support/builders.ts';

const ENTRY = new URL('../../../../src/main.ts', import.meta.url);
/** A search that goes back and forth for hours: the library cannot end it. */
const ENDLESS = '$count($match($join([1..200000].("ab")), /[ab]*a[abß]{900}c/i)) = 0';

let clock: VirtualClock;
let processes: JsonataProcesses;
let opened: JsonataProcess[];

beforeEach(() => {
  clock = new VirtualClock(T0);
  opened = [];
  processes = new JsonataProcesses(() => {
    const child = new JsonataProcess(ENTRY, clock);
    opened.push(child);
    return child;
  });
});
afterEach(() => processes.close());

function conditions(successCondition: string): JsonataConditions {
  return { successCondition, failureCondition: '' };
}

describe('JSONata in processes', () => {
  it('judges, reshapes and checks as here, one thing after the other', async () => {
    const jsonata = processes.for('team');
    expect(await jsonata.judge(conditions('$.ok and $millis() = 5'), { ok: true }, instantOf(5))).toEqual({
      phase: 'Successful',
    });
    expect(await jsonata.judge(conditions('$.ok'), { ok: 1 }, T0)).toEqual({
      phase: 'Error',
      message: 'could not evaluate successCondition "$.ok": expected true or false, but got a number',
    });
    expect(await jsonata.transform('$sum($)', Float64Array.of(1, 2), T0)).toBe(3);
    await expect(jsonata.transform('$sum("x")', 1, T0)).rejects.toMatchObject({
      code: 'CONDITION_INVALID',
      message: expect.stringContaining('could not evaluate transform "$sum("x")"'),
    });
    expect(await jsonata.check('$sum(')).toMatchObject({ from: 5 });
    expect(await jsonata.check('$sum($)')).toBeUndefined();
    expect(opened).toHaveLength(1);
  });

  it('is ended when it takes too long: the look is an error, and a fresh process answers the next', async () => {
    const jsonata = processes.for('team');
    await jsonata.check('1');
    const judged = jsonata.judge(conditions(ENDLESS), 1, T0);
    const next = jsonata.judge(conditions('$ = 1'), 1, T0);
    await sent();
    await clock.run(after(clock.now(), millisOf(3_000)));
    expect(await judged).toEqual({
      phase: 'Error',
      message: `could not evaluate successCondition "${ENDLESS}": it was ended, as it took longer than it may here`,
    });
    expect(await next).toEqual({ phase: 'Successful' });
    expect(opened).toHaveLength(2);
  });

  it('is ended when it needs too much memory', async () => {
    const jsonata = processes.for('team');
    const hungry = '$count($split($pad("", 60000000, "ab"), "")) > 0';
    expect(await jsonata.judge(conditions(hungry), 1, T0)).toMatchObject({
      phase: 'Error',
      message: expect.stringContaining('it was ended, as it needs more memory than it may have'),
    });
    expect(await jsonata.judge(conditions('$ = 1'), 1, T0)).toEqual({ phase: 'Successful' });
  }, 30_000);

  it('of one namespace leaves a process to the others', async () => {
    const hostile = [processes.for('a'), processes.for('a'), processes.for('a')].map((jsonata) =>
      jsonata.judge(conditions(ENDLESS), 1, T0),
    );
    expect(await processes.for('b').judge(conditions('$ = 1'), 1, T0)).toEqual({ phase: 'Successful' });
    await processes.close();
    const why = expect.stringMatching(/its process ended|the service is being stopped/);
    expect(await Promise.all(hostile)).toEqual(hostile.map(() => ({ phase: 'Error', message: why })));
  });
});

/** Until what was asked has begun in the other process: its clock is not ours, and does not matter. */
function sent(): Promise<void> {
  return new Promise((resolve) => {
    systemClock.alarm(after(systemClock.now(), millisOf(20)), resolve);
  });
}
