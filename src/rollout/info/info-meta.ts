import { compareText } from '../../core/go/compare-text.ts';
import { parseInt64 } from '../../core/go/int.ts';
import { parseInstant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { REVISION } from '../replica-sets/annotation-keys.ts';
import type { InfoMeta } from './model.ts';

/** What identifies an object, from the object as the API gives it. */
export function infoMeta(object: Json): InfoMeta {
  const metadata = new Fields(object).below('metadata');
  return {
    name: metadata.text('name'),
    namespace: metadata.text('namespace'),
    uid: metadata.text('uid'),
    creationTimestamp: metadata.text('creationTimestamp'),
  };
}

/** An annotation of an object; empty when it has none of that name. */
export function annotationOf(object: Json, name: string): string {
  return new Fields(object).below('metadata').below('annotations').text(name);
}

/** The revision that an object belongs to; 0 when it does not say. */
export function revisionOf(object: Json): number {
  const read = parseInt64(annotationOf(object, REVISION), 'Atoi');
  return read.ok ? Number(read.value) : 0;
}

/** The objects that name the one with this uid as an owner, whether it controls them or not. */
export function ownedBy(uid: string, objects: readonly JsonObject[]): readonly JsonObject[] {
  return objects.filter((object) =>
    new Fields(object)
      .below('metadata')
      .list('ownerReferences')
      .some((owner) => new Fields(owner).text('uid') === uid),
  );
}

interface Dated {
  readonly objectMeta: Pick<InfoMeta, 'name' | 'creationTimestamp'>;
}

/** Newest revision first. */
export function byRevision(a: { readonly revision: number }, b: { readonly revision: number }): number {
  return b.revision - a.revision;
}

/** Oldest first; what has no time comes before all. */
export function byCreation(a: Dated, b: Dated): number {
  return createdAt(a) - createdAt(b);
}

/** By the bytes of the name. */
export function byName(a: Dated, b: Dated): number {
  return compareText(a.objectMeta.name, b.objectMeta.name);
}

function createdAt({ objectMeta }: Dated): number {
  // Years before 1970 do not happen, and a missing time is Go's year 1.
  return parseInstant(objectMeta.creationTimestamp) ?? -1;
}
