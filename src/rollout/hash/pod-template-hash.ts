import type { JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { podTemplate } from '../pod-template/pod-template.ts';
import { goJson } from './go-json.ts';
import { hashed, safeHash } from './safe-hash.ts';

/**
 * The hash that tells revisions apart: it stands in names, labels and selectors, so it has to be upstream's to the letter,
 * or taking over a cluster would replace every pod.
 *
 * @param template        the Rollout's own `spec.template`, as the API gives it: without hash label, injected affinity or ephemeral metadata
 * @param collisionCount  `status.collisionCount`; none and 0 give different hashes
 * @see rollout.md §5.1
 */
export function podTemplateHash(template: JsonObject, collisionCount?: number): string {
  const hashes = hashesOf(template);
  const known = hashes.get(collisionCount);
  if (known !== undefined) return known;
  const json = hashed(goJson(template, podTemplate));
  const hash = collisionCount === undefined ? safeHash(json) : safeHash(json, countBytes(collisionCount));
  hashes.set(collisionCount, hash);
  return hash;
}

/** By collision count. Writing a template as Go does is most of the work of a sync in which nothing happens. */
const hashesOf = perObject((_template: JsonObject) => new Map<number | undefined, string>());

/** Eight bytes, of which upstream fills four, the lowest first. */
function countBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, count, true);
  return bytes;
}
