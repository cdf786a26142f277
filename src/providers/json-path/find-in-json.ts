import type { Value } from '../../core/value.ts';
import { JsonPathError } from './json-path-error.ts';
import type { PathNode } from './json-path-node.ts';
import type { PathValue } from './path-value.ts';
import { PathWalker } from './path-walker.ts';

/**
 * Applies a path that `parseJsonPath` has read. `{range …}` repeats what follows up to `{end}` for every match.
 *
 * @returns all matches in their order, texts outside braces included
 * @throws JsonPathError with client-go's text, such as `x is not found`, `array index out of bounds: index 3, length 3`
 */
export function findInJson(nodes: readonly PathNode[], data: Value): readonly PathValue[] {
  const walker = new PathWalker();
  // Where an `end` was last seen; a range whose own end is missing goes on behind the one of a range inside it.
  let lastEnd = -1;

  /** Walks from node `from` to the end of the path, or of the range it is in. */
  const find = (from: number, value: PathValue): readonly PathValue[] => {
    const found: PathValue[] = [];
    for (let at = from; at < nodes.length; at += 1) {
      const node = nodes[at];
      if (node === undefined) break;
      const results = walker.walk([value ?? undefined], node);
      if (walker.leavesRange()) {
        lastEnd = at;
        break;
      }
      const isRange = walker.entersRange();
      for (const result of isRange ? repeat(at + 1, results) : results) found.push(result);
      if (isRange) at = Math.max(at, lastEnd);
    }
    return found;
  };

  /** Walks what is in a range once per value; for none it is walked over nil, only to find its end. */
  const repeat = (from: number, values: readonly PathValue[]): readonly PathValue[] => {
    if (walker.depth > MAX_DEPTH) throw new JsonPathError(`ranges are nested more than ${MAX_DEPTH} deep`);
    const found = values.flatMap((value) => find(from, value));
    if (values.length === 0) find(from, undefined);
    walker.closeRange();
    return found;
  };

  return find(0, data);
}

const MAX_DEPTH = 500;
