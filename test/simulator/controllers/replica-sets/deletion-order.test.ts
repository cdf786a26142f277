import { describe, expect, it } from 'vitest';
import { metadataOf } from '../../../../src/simulator/controllers/objects/metadata.ts';
import { podsToDelete } from '../../../../src/simulator/controllers/replica-sets/deletion-order.ts';
import { at, type PodParts, pod } from '../builders.ts';

describe('the pod that goes first', () => {
  it.each<{ rule: string; first: PodParts; other: PodParts; peers?: readonly PodParts[] }>([
    { rule: 'is on no node', first: { node: '' }, other: { phase: 'Pending' } },
    { rule: 'is pending', first: { phase: 'Pending' }, other: { phase: 'Running' } },
    { rule: 'is not ready', first: {}, other: { readyAt: 0 } },
    { rule: 'costs least', first: { readyAt: 0, cost: '-5' }, other: { readyAt: 900 } },
    {
      rule: 'is on the crowded node',
      first: { readyAt: 0, node: 'full' },
      other: { readyAt: 0, node: 'free' },
      peers: [{ node: 'full' }, { node: 'full' }, { node: 'free' }],
    },
    { rule: 'has been ready for much less long', first: { readyAt: 900 }, other: { readyAt: 0 } },
    { rule: 'has restarted more often', first: { restarts: 3 }, other: { restarts: 1 } },
    { rule: 'is much younger', first: { createdAt: 900 }, other: { createdAt: 0 } },
  ])('$rule', ({ first, other, peers = [] }) => {
    const [a, b] = [pod({ ...other, name: 'a' }), pod({ ...first, name: 'b' })];
    const chosen = podsToDelete([a, b], peers.map(pod), 1, at(1000));
    expect(chosen.map(({ json }) => metadataOf(json).name)).toEqual(['b']);
  });

  it('is left to the uids where pods are of about one age', () => {
    const pods = [pod({ name: 'b', readyAt: 10 }), pod({ name: 'a', readyAt: 20 })];
    const chosen = podsToDelete(pods, [], 1, at(1000));
    expect(chosen.map(({ json }) => metadataOf(json).uid)).toEqual(['a']);
  });

  it('does not matter where all go', () => {
    const pods = [pod({ name: 'b' }), pod({ name: 'a' })];
    expect(podsToDelete(pods, [], 2, at(0))).toEqual(pods);
  });
});
