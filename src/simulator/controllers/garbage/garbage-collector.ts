import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change } from '../loop/object-cache.ts';
import { withoutOwners } from '../loop/ownership.ts';
import { saysGone } from '../loop/refusals.ts';
import type { Bench } from '../loop/rounds.ts';
import { metadataOf } from '../objects/metadata.ts';
import { type Collection, collect } from './collect.ts';
import { type Known, OwnerGraph } from './owner-graph.ts';

/** Deletes what has lost its owners, and lets owners go that wait for their dependents. Looks at all kinds, but for events. */
export class GarbageCollector {
  readonly #floor: Floor;
  readonly #graph = new OwnerGraph();
  readonly #bench: Bench;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#bench = floor.register((uid) => this.#look(uid));
  }

  /** Takes a kind in. */
  follow(kind: ApiKind): void {
    if (kind.kind === 'Event') return;
    this.#floor.cacheOf(kind).hear((change) => this.#hear(kind, change));
  }

  #hear(kind: ApiKind, { object, isGone }: Change): void {
    const { uid, owners, deletedAt } = metadataOf(object);
    if (isGone) {
      const dependents = this.#graph.dependentsOf(uid);
      this.#graph.remove(uid);
      this.#lookAt(dependents);
      // Owners may have waited for just this one.
      for (const owner of owners) if (this.#graph.get(owner.uid) !== undefined) this.#bench.add(owner.uid);
      return;
    }
    this.#graph.put({ kind, object });
    if (deletedAt !== undefined || owners.some((owner) => this.#mayBeEnding(owner.uid))) this.#bench.add(uid);
    // Somebody took it off an owner that waits.
    for (const owner of owners) if (this.#isEnding(owner.uid)) this.#bench.add(owner.uid);
  }

  #mayBeEnding(uid: string): boolean {
    return this.#graph.get(uid) === undefined || this.#isEnding(uid);
  }

  #isEnding(uid: string): boolean {
    const owner = this.#graph.get(uid);
    return owner !== undefined && metadataOf(owner.object).deletedAt !== undefined;
  }

  #lookAt(objects: readonly Known[]): void {
    for (const { object } of objects) this.#bench.add(metadataOf(object).uid);
  }

  #look(uid: string): void {
    const known = this.#graph.get(uid);
    if (known === undefined) return;
    for (const step of collect(known, this.#graph)) this.#carryOut(known, step);
  }

  #carryOut(known: Known, step: Collection): void {
    const { kind, object } = known;
    switch (step.kind) {
      case 'delete':
        deleteObject(this.#floor.client, kind, object, { propagationPolicy: step.policy });
        return;
      case 'disown':
        this.#disown(known, step.owners);
        return;
      case 'unblock':
        this.#patch(known, { ownerReferences: unblocked(object) });
        return;
      case 'release': {
        const left = metadataOf(object).finalizers.filter((name) => name !== step.finalizer);
        this.#patch(known, { finalizers: left.length > 0 ? left : null });
        return;
      }
      case 'orphan':
        for (const dependent of step.dependents) this.#disown(dependent, [metadataOf(object).uid]);
        return;
      case 'lookAt':
        this.#lookAt(step.dependents);
    }
  }

  #disown(known: Known, owners: readonly string[]): void {
    const left = withoutOwners(known.object, owners);
    this.#patch(known, { ownerReferences: left.length > 0 ? left : null });
  }

  #patch({ kind, object }: Known, metadata: JsonObject): void {
    const { uid } = metadataOf(object);
    this.#try(() => this.#floor.client.patch(kind, metadataOf(object), { metadata: { uid, ...metadata } }));
  }

  #try(write: () => unknown): void {
    try {
      write();
    } catch (error) {
      if (!saysGone(error)) throw error;
    }
  }
}

function unblocked(object: JsonObject): readonly JsonObject[] {
  const references = new Fields(object['metadata']).list('ownerReferences').filter(isJsonObject);
  return references.map((reference) => ({ ...reference, blockOwnerDeletion: false }));
}
