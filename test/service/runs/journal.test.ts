import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { Journal, type Recordable } from '../../../src/service/runs/journal.ts';
import { BLANK_STAND } from '../../../src/service/store/rows.ts';
import type { RunWrite } from '../../../src/service/store/store.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { T0 } from '../../support/builders.ts';
import { counted, keptLog } from '../../support/service-runs.ts';

/** A run that has steps to store until they are. */
function run(id: string, steps = 1): Recordable & { unwritten: number } {
  return {
    unwritten: steps,
    toWrite() {
      if (this.unwritten === 0) return undefined;
      const entries = Array.from({ length: this.unwritten }, (_, number) => entryOf(number));
      return { hold: { id, fence: 1 }, attempt: 1, stand: BLANK_STAND, dueAt: T0, entries, callbacks: [] };
    },
    wrote({ entries }) {
      this.unwritten -= entries.length;
    },
  };
}

function entryOf(number: number): RunWrite['entries'][number] {
  return { number, kind: 'step', at: T0, body: {} };
}

/** @param spent milliseconds that work has taken so far, besides what the clock says */
function journalOn(record: (ids: readonly string[]) => readonly string[], spent = () => 0) {
  const clock = new VirtualClock(T0);
  const writes: string[][] = [];
  const journal = new Journal({
    runs: {
      async record(given) {
        const ids = given.map(({ hold }) => hold.id);
        writes.push(ids);
        return new Set(record(ids));
      },
    },
    steady: {
      now: () => after(clock.now(), millisOf(spent())),
      alarm: (at, ring) => clock.alarm(at, ring),
    },
    random: () => 0,
    log: keptLog(),
    measures: counted(),
  });
  return { clock, journal, writes };
}

describe('the journal', () => {
  it('stores steps that come together in one write, and those that come meanwhile in the next', async () => {
    const { clock, journal, writes } = journalOn(() => []);
    const first = [run('a'), run('b')].map((one) => journal.store(one));
    await clock.until(Promise.all(first));
    await clock.until(journal.store(run('c')));
    expect(writes).toEqual([['a', 'b'], ['c']]);
  });

  it('fills a write no further than it should be, and then does not wait', async () => {
    const { clock, journal, writes } = journalOn(() => []);
    const runs = Array.from({ length: 600 }, (_, index) => run(String(index)));
    const stored = Promise.all(runs.map((one) => journal.store(one)));
    await clock.settle();
    expect(writes.map(({ length }) => length)).toEqual([256, 256]);
    await clock.until(stored);
    expect(writes.map(({ length }) => length)).toEqual([256, 256, 88]);
  });

  it('stores what a run has when it is its turn, once', async () => {
    const { clock, journal, writes } = journalOn(() => []);
    const one = run('a');
    const stored = [journal.store(one)];
    one.unwritten = 3;
    stored.push(journal.store(one));
    expect(await clock.until(Promise.all(stored))).toEqual(['stored', 'stored']);
    expect(one.unwritten).toBe(0);
    await clock.until(journal.store(one));
    expect(writes).toEqual([['a']]);
  });

  it('stores what took a moment to be made before it makes more, and says of each what became of it', async () => {
    let spent = 0;
    const { journal, writes, clock } = journalOn(
      () => ['b'],
      () => spent,
    );
    const runs = ['a', 'b', 'c'].map((id) => {
      const one = run(id);
      const toWrite = one.toWrite.bind(one);
      return Object.assign(one, {
        toWrite() {
          spent += 15;
          return toWrite();
        },
      });
    });
    const outcomes = await clock.until(Promise.all(runs.map((one) => journal.store(one))));
    expect(outcomes).toEqual(['stored', 'lost', 'stored']);
    expect(writes).toEqual([['a', 'b'], ['c']]);
  });

  it('says which holds were lost, and leaves their steps unwritten', async () => {
    const { clock, journal } = journalOn(() => ['b']);
    const [a, b] = [run('a'), run('b')];
    expect(await clock.until(Promise.all([journal.store(a), journal.store(b)]))).toEqual(['stored', 'lost']);
    expect([a.unwritten, b.unwritten]).toEqual([0, 1]);
  });

  it('lets one write that the store cannot take hold up no other', async () => {
    const { clock, journal } = journalOn((ids) => {
      if (ids.includes('bad')) throw new Error('invalid byte');
      return [];
    });
    const stored = ['a', 'bad', 'c'].map((id) => journal.store(run(id)));
    const outcomes = await clock.until(Promise.allSettled(stored));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tries until the store is there again, and gives up once it is closed', async () => {
    let isGone = true;
    const { clock, journal, writes } = journalOn(() => {
      if (isGone) throw new Fault('STORE_UNAVAILABLE', 'gone');
      return [];
    });
    const stored = journal.store(run('a'));
    for (let tries = 0; tries < 20; tries += 1) await clock.next();
    expect(writes.length).toBeGreaterThan(5);
    isGone = false;
    expect(await clock.until(stored)).toBe('stored');
    isGone = true;
    const unstored = expect(journal.store(run('b'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await clock.next();
    journal.close();
    await clock.until(unstored);
  });
});
