import { describe, expect, it } from 'vitest';
import { collect } from '../../../../src/simulator/controllers/garbage/collect.ts';
import { type Known, OwnerGraph } from '../../../../src/simulator/controllers/garbage/owner-graph.ts';
import { builtInKinds } from '../../../../src/simulator/kinds/built-in-kinds.ts';

const [kind] = builtInKinds;

interface Parts {
  readonly owners?: readonly string[];
  readonly isBlocking?: boolean;
  readonly finalizers?: readonly string[];
  readonly isGoing?: boolean;
}

/** A graph of objects by their uids, and what becomes of the first. */
function fate(objects: Readonly<Record<string, Parts>>): readonly unknown[] {
  if (kind === undefined) return [];
  const graph = new OwnerGraph();
  const known = Object.entries(objects).map(
    ([uid, { owners = [], isBlocking = false, finalizers = [], isGoing = false }]): Known => {
      const references = owners.map((owner) => ({ uid: owner, ...(isBlocking && { blockOwnerDeletion: true }) }));
      const end = isGoing ? { deletionTimestamp: '2026-03-01T10:00:00Z' } : {};
      return { kind, object: { metadata: { name: uid, uid, ownerReferences: references, finalizers, ...end } } };
    },
  );
  for (const one of known) graph.put(one);
  const [first] = known;
  return first === undefined
    ? []
    : collect(first, graph).map((step) =>
        'dependents' in step ? { ...step, dependents: step.dependents.length } : step,
      );
}

describe('what becomes of an object', () => {
  const foreground = ['foregroundDeletion'];

  it.each<{ given: string; objects: Readonly<Record<string, Parts>>; then: readonly object[] }>([
    { given: 'it has no owner', objects: { it: {} }, then: [] },
    { given: 'its owner lives', objects: { it: { owners: ['o'] }, o: {} }, then: [] },
    {
      given: 'its owner is going',
      objects: { it: { owners: ['o'] }, o: { isGoing: true, finalizers: ['x'] } },
      then: [],
    },
    {
      given: 'its owner is gone',
      objects: { it: { owners: ['o'] } },
      then: [{ kind: 'delete', policy: 'Background' }],
    },
    {
      given: 'its owner is gone, and it is to leave its own behind',
      objects: { it: { owners: ['o'], finalizers: ['orphan'] } },
      then: [{ kind: 'delete', policy: 'Orphan' }],
    },
    {
      given: 'one of two owners is gone',
      objects: { it: { owners: ['o', 'p'] }, p: {} },
      then: [{ kind: 'disown', owners: ['o'] }],
    },
    {
      given: 'its owner waits for it',
      objects: { it: { owners: ['o'] }, o: { isGoing: true, finalizers: foreground } },
      then: [{ kind: 'delete', policy: 'Background' }],
    },
    {
      given: 'its owner waits for it, and it has dependents of its own',
      objects: { it: { owners: ['o'] }, o: { isGoing: true, finalizers: foreground }, d: { owners: ['it'] } },
      then: [{ kind: 'delete', policy: 'Foreground' }],
    },
    {
      given: 'its owner waits for it, and so does one that it owns',
      objects: {
        it: { owners: ['o'] },
        o: { isGoing: true, finalizers: foreground, owners: ['it'] },
      },
      then: [{ kind: 'unblock' }, { kind: 'delete', policy: 'Foreground' }],
    },
    { given: 'it is going by itself', objects: { it: { owners: ['o'], isGoing: true } }, then: [] },
    {
      given: 'it waits for dependents that block it',
      objects: {
        it: { isGoing: true, finalizers: foreground },
        d: { owners: ['it'], isBlocking: true },
        e: { owners: ['it'] },
      },
      then: [{ kind: 'lookAt', dependents: 2 }],
    },
    {
      given: 'it waits for dependents, and none blocks it',
      objects: { it: { isGoing: true, finalizers: foreground }, e: { owners: ['it'] } },
      then: [
        { kind: 'lookAt', dependents: 1 },
        { kind: 'release', finalizer: 'foregroundDeletion' },
      ],
    },
    {
      given: 'it leaves its dependents behind',
      objects: { it: { isGoing: true, finalizers: ['orphan'] }, d: { owners: ['it'] } },
      then: [
        { kind: 'orphan', dependents: 1 },
        { kind: 'release', finalizer: 'orphan' },
      ],
    },
  ])('given that $given', ({ objects, then }) => {
    expect(fate(objects)).toEqual(then);
  });

  it('forgets owners that an object has no more', () => {
    if (kind === undefined) return;
    const graph = new OwnerGraph();
    graph.put({ kind, object: { metadata: { uid: 'd', ownerReferences: [{ uid: 'o' }] } } });
    expect(graph.dependentsOf('o')).toHaveLength(1);
    graph.put({ kind, object: { metadata: { uid: 'd' } } });
    expect(graph.dependentsOf('o')).toHaveLength(0);
  });
});
