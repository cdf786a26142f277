import { marshalJson } from '../../core/go/json.ts';
import type { Metadata } from '../../core/reading.ts';

/** One row of a grouped query. */
export interface Group {
  /** The labels, joined with `,`. */
  readonly name: string;
  readonly value: number;
}

const MOST_GROUPS = 100;

/**
 * The groups as a measurement keeps them: `groups` as JSON, in the order of the answer. Of more than 100 the 50 lowest and the 50 highest are
 * kept, lowest first, and `groups_truncated` is `true`: a status must stay small, and the outlier is at one of the ends.
 */
export function groupsMetadata(groups: readonly Group[]): Metadata {
  if (groups.length <= MOST_GROUPS) return { groups: textOf(groups) };
  const sorted = groups.toSorted((a, b) => a.value - b.value);
  const ends = [...sorted.slice(0, MOST_GROUPS / 2), ...sorted.slice(-MOST_GROUPS / 2)];
  return { groups: textOf(ends), groups_truncated: 'true' };
}

function textOf(groups: readonly Group[]): string {
  return marshalJson(groups.map(({ name, value }) => ({ name, value })));
}
