import type { JsonObject } from '../../../core/json.ts';
import type { ApiKind } from '../../api/kind.ts';
import { metadataOf } from '../objects/metadata.ts';

/** An object as the garbage collector knows it. */
export interface Known {
  readonly kind: ApiKind;
  readonly object: JsonObject;
}

/** Who owns whom, by uids: all objects of all kinds, and for each owner what depends on it, also where the owner itself was never seen. */
export class OwnerGraph {
  readonly #known = new Map<string, Known>();
  readonly #dependents = new Map<string, Set<string>>();

  get(uid: string): Known | undefined {
    return this.#known.get(uid);
  }

  /** What names this uid as an owner, in the order in which it came. */
  dependentsOf(uid: string): readonly Known[] {
    return [...(this.#dependents.get(uid) ?? [])]
      .map((one) => this.#known.get(one))
      .filter((known) => known !== undefined);
  }

  put(known: Known): void {
    const { uid, owners } = metadataOf(known.object);
    const before = this.#known.get(uid);
    this.#known.set(uid, known);
    if (before === undefined && owners.length === 0) return;
    const wanted = new Set(owners.map((owner) => owner.uid));
    for (const owner of ownersOf(before)) if (!wanted.has(owner)) this.#cut(owner, uid);
    for (const owner of wanted) this.#dependents.set(owner, (this.#dependents.get(owner) ?? new Set()).add(uid));
  }

  remove(uid: string): void {
    for (const owner of ownersOf(this.#known.get(uid))) this.#cut(owner, uid);
    this.#known.delete(uid);
  }

  #cut(owner: string, uid: string): void {
    const dependents = this.#dependents.get(owner);
    dependents?.delete(uid);
    if (dependents?.size === 0) this.#dependents.delete(owner);
  }
}

function ownersOf(known: Known | undefined): readonly string[] {
  return known === undefined ? [] : metadataOf(known.object).owners.map(({ uid }) => uid);
}
