import { afterEach, beforeEach, expect, it } from 'vitest';
import { aroundStore } from '../../support/around-store.ts';
import { type Gate, openGate } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

let gate: Gate;

beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

it('evidence is gathered one at a time for a namespace, and others are not behind it', async () => {
  let [underWay, most] = [0, 0];
  const answered: string[] = [];
  const store = aroundStore(gate.store, async (name, carryOut) => {
    if (name !== 'history.ofAttempt') return carryOut();
    underWay += 1;
    most = Math.max(most, underWay);
    return carryOut().finally(() => {
      underWay -= 1;
    });
  });
  const replica = gate.replica({ store });
  const ids = new Map<string, string>();
  for (const namespace of ['team', 'other']) {
    const wish = startOf(scriptedTemplate([{ name: 'errors' }]));
    const { run } = await gate.clock.until(replica.runs.start(namespace, wish, { name: 'alice' }));
    ids.set(namespace, run.id);
  }
  const asked = [...Array.from({ length: 8 }, () => 'team'), 'other'].map(async (namespace) => {
    const evidence = await replica.runs.evidence(namespace, ids.get(namespace) ?? '', undefined, gate.clock.now());
    expect(evidence).toBeDefined();
    answered.push(namespace);
  });
  await Promise.all(asked);
  expect(most).toBe(2);
  expect(answered.indexOf('other')).toBeLessThan(4);
});
