import { Fault } from '../core/fault.ts';
import type { RawArgument } from '../resources/schema/argument.ts';
import type { RawMetric } from '../resources/schema/metric.ts';
import type { DryRunRule, RetentionRule } from '../resources/schema/rules.ts';
import type { TemplateSpec } from '../resources/schema/template-spec.ts';
import type { Collected } from './collect.ts';

/** Several templates as one. */
export interface Flat {
  readonly metrics: readonly RawMetric[];
  readonly dryRun: readonly DryRunRule[];
  readonly measurementRetention: readonly RetentionRule[];
  readonly args: readonly RawArgument[];
}

/**
 * Makes one template of several: namespaced ones first, then those of the cluster. The errors come in the order metrics, dry run,
 * retention, arguments.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text
 * @see analysis.md §2.2
 */
export function flatten({ namespaced, cluster }: Collected): Flat {
  const specs = [...namespaced, ...cluster].map(({ spec }) => spec);
  return {
    metrics: distinct(listOf(specs, 'metrics'), ({ name }) => name, 'two metrics'),
    dryRun: distinctDryRun(listOf(specs, 'dryRun')),
    measurementRetention: distinctRetention(listOf(specs, 'measurementRetention')),
    args: mergeArguments(listOf(specs, 'args')),
  };
}

/** @throws Fault TEMPLATE_INVALID `two Dry-Run metric rules have the same name 'r'` */
export function distinctDryRun(rules: readonly DryRunRule[]): readonly DryRunRule[] {
  return distinct(rules, ({ metricName }) => metricName, 'two Dry-Run metric rules');
}

/** @throws Fault TEMPLATE_INVALID `two Measurement Retention metric rules have the same name 'r'` */
export function distinctRetention(rules: readonly RetentionRule[]): readonly RetentionRule[] {
  return distinct(rules, ({ metricName }) => metricName, 'two Measurement Retention metric rules');
}

function listOf<K extends keyof TemplateSpec>(specs: readonly TemplateSpec[], part: K): NonNullable<TemplateSpec[K]> {
  // Every part of a template is a list, so what comes together is a list of the same things.
  return specs.flatMap((spec) => [...(spec[part] ?? [])]) as NonNullable<TemplateSpec[K]>;
}

function distinct<T>(items: readonly T[], nameOf: (item: T) => string, what: string): readonly T[] {
  const names = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (names.has(name)) throw new Fault('TEMPLATE_INVALID', `${what} have the same name '${name}'`, { name });
    names.add(name);
  }
  return items;
}

function mergeArguments(args: readonly RawArgument[]): readonly RawArgument[] {
  const merged = new Map<string, RawArgument>();
  for (const later of args) {
    const earlier = merged.get(later.name);
    // A later declaration replaces one without a value entirely, even if that had a source and the later has nothing.
    merged.set(later.name, earlier === undefined || !hasValue(earlier) ? later : agreed(earlier, later));
  }
  return [...merged.values()];
}

function agreed(earlier: RawArgument, later: RawArgument): RawArgument {
  if (!hasValue(later) || earlier.value === later.value) return earlier;
  throw new Fault(
    'TEMPLATE_INVALID',
    `Argument \`${earlier.name}\` specified multiple times with different values: '${earlier.value}', '${later.value}'`,
    { argument: earlier.name },
  );
}

function hasValue({ value }: RawArgument): boolean {
  return value !== undefined && value !== null;
}
