import type { JsonObject } from '../../core/json.ts';
import { isCompleted } from '../../resources/run-status.ts';
import { isControlledBy } from '../owner.ts';
import { Fields } from '../reading/fields.ts';

/** A name for an object that is to be made. */
export type NameFound =
  | { readonly kind: 'free'; readonly name: string }
  /** What is to be made is there already: it was made by a sync whose status was lost. */
  | { readonly kind: 'made'; readonly object: JsonObject };

export interface NameQuestion {
  readonly baseName: string;
  /** Between the name and a number: `.` for AnalysisRuns, `-` for Experiments. */
  readonly separator: '.' | '-';
  readonly existing: readonly JsonObject[];
  readonly ownerUid: string;
  /** The name that the status has for it already; empty if none. */
  readonly knownAs: string;
  /** Whether an object says what the new one is to say. */
  readonly isSame: (object: JsonObject) => boolean;
}

/**
 * The first of NAME, NAME.1, NAME.2 and so on that nothing has, or that has what is to be made and has not ended (rollout.md §17). Of what the
 * status knows but nobody has seen, the name stays (decision 0026).
 */
export function findName({ baseName, separator, existing, ownerUid, knownAs, isSame }: NameQuestion): NameFound {
  const byName = new Map(existing.map((object) => [new Fields(object).below('metadata').text('name'), object]));
  const isKnown = knownAs === baseName || knownAs.startsWith(`${baseName}${separator}`);
  if (isKnown && !byName.has(knownAs)) return { kind: 'free', name: knownAs };
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? baseName : `${baseName}${separator}${number}`;
    const object = byName.get(name);
    if (object === undefined) return { kind: 'free', name };
    const hasEnded = isCompleted(new Fields(object).below('status').text('phase'));
    if (!hasEnded && isSame(object) && isControlledBy(object, ownerUid)) return { kind: 'made', object };
  }
}
