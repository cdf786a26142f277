import type { JsonObject } from '../../../core/json.ts';
import type { Entry } from '../../../simulator/workload/split/split-of.ts';

/** How a release is to end. */
export type Ending = 'released' | 'takenBack';

/** One release of the story. */
export interface Act {
  /** Such as `A good release: shop:v2`. */
  readonly title: string;
  /** What is new in it, in a sentence. */
  readonly text: string;
  readonly version: string;
  readonly ending: Ending;
}

/** What the demo plays. */
export interface Story {
  /** What there is, how a release goes, and what the gate wants: lines of plain text. */
  readonly opening: readonly string[];
  /** In the order in which they are made; the namespace first, the Rollout last. */
  readonly objects: readonly JsonObject[];
  /** The version that there is at the beginning. */
  readonly first: string;
  readonly acts: readonly Act[];
}

/** Where requests come in. */
export interface Entries {
  readonly users: Entry;
  /** Absent: nobody tests. */
  readonly tests?: Entry;
}
