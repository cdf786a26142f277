import { describe, expect, it } from 'vitest';
import { after, instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { MereNumbers } from '../../../../src/kube/controllers/rollouts/mere-numbers.ts';
import { deployed, rollout } from './world.ts';

const NOW = instantOf(0);
const set = (replicas: number, created: number, available: number): JsonObject => ({
  spec: { replicas },
  status: { replicas: created, availableReplicas: available },
});

const waiting = (replicaSets: readonly JsonObject[], progressDeadline = 600_000) => ({
  replicaSets,
  progressDeadline: millisOf(progressDeadline),
});

describe('numbers of pods', () => {
  it.each<{ given: string; sets: readonly JsonObject[]; then: number | undefined }>([
    { given: 'have come to rest', sets: [set(2, 2, 2), set(0, 0, 0)], then: undefined },
    { given: 'lack a pod', sets: [set(2, 1, 1)], then: 100 },
    { given: 'lack one that is available', sets: [set(2, 2, 1)], then: 100 },
    { given: 'have one too many', sets: [set(2, 2, 2), set(0, 1, 0)], then: 100 },
  ])('that $given wait until $then', ({ sets, then }) => {
    expect(new MereNumbers().waitUntil('shop/web', waiting(sets), NOW)).toBe(then);
  });

  it('wait no longer for waiting again', () => {
    const numbers = new MereNumbers();
    numbers.waitUntil('shop/web', waiting([set(2, 1, 1)]), NOW);
    expect(numbers.waitUntil('shop/web', waiting([set(2, 2, 1)]), after(NOW, millisOf(99)))).toBe(100);
    expect(numbers.waitUntil('shop/web', waiting([set(2, 2, 1)]), after(NOW, millisOf(100)))).toBeUndefined();
    numbers.forget('shop/web');
    expect(numbers.waitUntil('shop/web', waiting([set(2, 2, 1)]), after(NOW, millisOf(900)))).toBe(1000);
  });

  it('do not wait for a clock that was put back', () => {
    const numbers = new MereNumbers();
    numbers.waitUntil('shop/web', waiting([set(2, 1, 1)]), after(NOW, millisOf(3_600_000)));
    expect(numbers.waitUntil('shop/web', waiting([set(2, 1, 1)]), NOW)).toBe(100);
  });

  it('wait for a small part of the time in which there must be progress', () => {
    expect(new MereNumbers().waitUntil('shop/web', waiting([set(2, 1, 1)], 1000), NOW)).toBe(50);
  });

  it('wait longer the more Rollouts have some that wait, but not for ever', () => {
    const numbers = new MereNumbers();
    const waits = Array.from({ length: 55 }, (_, i) => numbers.waitUntil(`shop/${i}`, waiting([set(2, 1, 1)]), NOW));
    expect([waits[0], waits[1], waits[18], waits[54]]).toEqual([100, 200, 1900, 5000]);
  });

  it('of a Rollout are written with what they lead to, or once they have waited', async () => {
    const world = await deployed(rollout({ canary: { steps: [{ setWeight: 50 }, { pause: {} }] } }));
    await world.release('shop:2');
    await world.synced();
    await world.movePods('shop:2');
    const { wakeAt = 0 } = await world.synced();
    const before = await world.status();
    await world.movePods('shop:2');
    expect(await world.sync()).toEqual([]);
    expect(wakeAt - world.clock.now()).toBeLessThanOrEqual(300);
    expect(await world.status()).toEqual(before);
    await world.pass(6);
    expect(await world.sync()).toEqual(['PATCH rollouts/shop/status']);
    expect(await world.status()).not.toEqual(before);
  });
});
