import { Fault } from '../core/fault.ts';
import type { DryRunRule, RetentionRule } from '../resources/schema/rules.ts';
import { matchesRule } from './matches-rule.ts';

/**
 * Names of the metrics that the dry-run rules match.
 *
 * @throws Fault TEMPLATE_INVALID `dryRun[0]: Rule didn't match any metric name(s)`
 * @see analysis.md §9
 */
export function dryRunMetrics(rules: readonly DryRunRule[], names: readonly string[]): ReadonlySet<string> {
  return new Set(rules.flatMap((rule, index) => matched(rule.metricName, names, `dryRun[${index}]`)));
}

/**
 * How many measurements to keep, per metric name that a rule with a limit above 0 matches. The last matching rule counts,
 * also when its limit is 0 or below and so means the default.
 *
 * @throws Fault TEMPLATE_INVALID `measurementRetention[0]: Rule didn't match any metric name(s)`
 * @see analysis.md §10
 */
export function keptMeasurements(
  rules: readonly RetentionRule[],
  names: readonly string[],
): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    for (const name of matched(rule.metricName, names, `measurementRetention[${index}]`)) limits.set(name, rule.limit);
  }
  return new Map([...limits].filter(([, limit]) => limit > 0));
}

function matched(rule: string, names: readonly string[], place: string): readonly string[] {
  const matching = names.filter((name) => matchesRule(rule, name));
  if (matching.length > 0) return matching;
  throw new Fault('TEMPLATE_INVALID', `${place}: Rule didn't match any metric name(s)`, { place, rule });
}
