import type { Json } from '../../core/json.ts';
import type { Place } from '../problem.ts';

/** A document as JSON that knows where each of its parts was written. */
export interface Located {
  readonly json: Json;
  /** Where the document begins. */
  readonly start: Place;
  /** By field path. */
  readonly spots: ReadonlyMap<string, Spot>;
}

/** Where a part was written, and how. */
export interface Spot {
  /** Its name; absent for items of lists and for the whole document. */
  readonly key?: Place;
  readonly value: Place;
  /** The characters of a value that is written without quotes. */
  readonly plain?: string;
}

/** Where to point for a field: at its value or at its name; at what holds it where it is not there. */
export function placeOf(located: Located, path: string, at: 'key' | 'value'): Place {
  for (let nearest = path; nearest !== ''; nearest = parentOf(nearest)) {
    const spot = located.spots.get(nearest);
    // Of a holder the name tells more than its first member.
    if (spot !== undefined) return (at === 'key' || nearest !== path ? spot.key : undefined) ?? spot.value;
  }
  return located.start;
}

function parentOf(path: string): string {
  return /^(.*)(?:\.[^.[\]]*|\[\d+\]|\['.*?'\])$/s.exec(path)?.[1] ?? '';
}
