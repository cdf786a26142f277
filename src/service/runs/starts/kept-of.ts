import { DEFAULT_KEEP } from '../../../analysis/retain.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { keptMeasurements } from '../../../template/rules.ts';

/** How many measurements of each metric the status of a run keeps at most. */
export function keptOf({ metrics, measurementRetention: rules = [] }: RunSpec): readonly number[] {
  const names = metrics.map(({ name }) => name);
  if (rules.length === 0) return names.map(() => DEFAULT_KEEP);
  const most = Math.max(DEFAULT_KEEP, ...rules.map(({ limit }) => limit));
  // What is filled in may be matched by any of them.
  if (rules.some(({ metricName }) => isFilledIn(metricName))) return names.map(() => most);
  const limits = limitsOf(rules, names);
  return names.map((name) => (isFilledIn(name) ? most : (limits.get(name) ?? DEFAULT_KEEP)));
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function limitsOf(
  rules: NonNullable<RunSpec['measurementRetention']>,
  names: readonly string[],
): ReadonlyMap<string, number> {
  try {
    return keptMeasurements(rules, names);
  } catch {
    // A rule that matches nothing as it is written is about names that are filled in, or the run is refused for it.
    return new Map();
  }
}

function isFilledIn(text: string): boolean {
  return text.includes('{{');
}
