import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { measuredStore, type StoreCall } from '../../../src/service/metrics/measured-store.ts';
import type { RunStore, Store } from '../../../src/service/store/store.ts';

/** A part that uses what is private to it, as real ones do. */
class Runs {
  readonly #count = { live: 2, unheld: 1 };

  async count() {
    return this.#count;
  }

  async claim(): Promise<never> {
    throw new Fault('STORE_UNAVAILABLE', 'the database has gone');
  }

  async namespaces(): Promise<never> {
    throw new TypeError('a mistake');
  }
}

function storeOf(): Store {
  const nothing = {};
  const parts = { templates: nothing, replicas: nothing, history: nothing, callbacks: nothing, access: nothing };
  const rest = { check: async () => {}, listen: () => () => {}, close: async () => {} };
  // Only what the test calls is there.
  return { ...parts, ...rest, runs: new Runs() as unknown as RunStore } as unknown as Store;
}

describe('a measured store', () => {
  it('answers and fails as the store does, and tells of each call', async () => {
    const told: StoreCall[] = [];
    let tick = 0;
    const store = measuredStore(
      storeOf(),
      (call) => told.push(call),
      () => (tick += 5),
    );
    expect(await store.runs.count()).toEqual({ live: 2, unheld: 1 });
    await expect(store.runs.claim('r', 1, 'ticket')).rejects.toThrow('the database has gone');
    await expect(store.runs.namespaces()).rejects.toThrow('a mistake');
    await store.check();
    await store.close();
    expect(told).toEqual([
      { call: 'runs.count', tookMs: 5 },
      { call: 'runs.claim', tookMs: 5, error: 'STORE_UNAVAILABLE' },
      { call: 'runs.namespaces', tookMs: 5, error: 'UNKNOWN' },
      { call: 'check', tookMs: 5 },
    ]);
  });
});
