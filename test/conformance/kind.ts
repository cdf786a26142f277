/** What came of one line of ground truth. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly wanted: unknown; readonly got: unknown }
  /** A difference on purpose: the rule's name and its record in docs/decisions/, such as `0003-web-null.md`. */
  | { readonly kind: 'byDecision'; readonly rule: string; readonly record: string }
  | { readonly kind: 'notBuilt'; readonly what: string };

/** One kind of ground-truth file. The kind is the file's name without `.jsonl`. */
export interface Kind {
  readonly name: string;
  /** Reads a line, where JSON.parse would lose something that counts. */
  readonly parse?: (text: string) => unknown;
  /** A short name for a line in reports: its `name`, or what tells it apart. */
  title(line: never): string;
  /** Runs one line. What it throws counts as failed. */
  run(line: never): Outcome | Promise<Outcome>;
}

export const PASSED: Outcome = { kind: 'passed' };

/** Passed when both are the same, key order aside; failed otherwise. */
export function compare(wanted: unknown, got: unknown): Outcome {
  return sameJson(wanted, got) ? PASSED : { kind: 'failed', wanted, got };
}

/** Deep equality of JSON-like data, blind to the order of keys and to members that are undefined. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)));
}
