import { Fault } from '../../core/fault.ts';
import { didYouMean } from '../../resources/nearest.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import type { RawMetric } from '../../resources/schema/metric.ts';
import { bind } from '../../template/bind.ts';
import type { Flat } from '../../template/flatten.ts';
import { matchesRule } from '../../template/matches-rule.ts';
import type { Words } from './words.ts';

/**
 * Leaves only the metrics of these names, the arguments that they mention, and the rules that still match one of them.
 *
 * @param given values of arguments, for names that are written with placeholders
 * @throws Fault TEMPLATE_INVALID for a name that no metric has, listing those there are
 */
export function onlyMetrics(
  flat: Flat,
  names: readonly string[],
  given: ReadonlyMap<string, string>,
  words: Words,
): Flat {
  const args = flat.args.map((argument) => withValue(argument, given));
  const named = flat.metrics.map((metric) => ({ metric, name: nameOf(metric, args) }));
  const known = named.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const lines = unknown.map(
      (name) => `${words.metric(name)}: there are ${known.join(', ')}${didYouMean(name, known)}`,
    );
    throw new Fault('TEMPLATE_INVALID', lines.join('\n'), { known });
  }
  const kept = named.filter(({ name }) => names.includes(name));
  const text = JSON.stringify(kept.map(({ metric }) => metric));
  const matches = ({ metricName }: { readonly metricName: string }): boolean =>
    kept.some(({ name }) => matchesRule(metricName, name)) || !known.some((name) => matchesRule(metricName, name));
  return {
    metrics: kept.map(({ metric }) => metric),
    // A name as long as another's beginning keeps one argument too many, which does no harm.
    args: flat.args.filter(({ name }) => text.includes(`args.${name}`)),
    dryRun: flat.dryRun.filter(matches),
    measurementRetention: flat.measurementRetention.filter(matches),
  };
}

function withValue({ name, value }: RawArgument, given: ReadonlyMap<string, string>): RawArgument {
  return { name, value: given.get(name) ?? value ?? '' };
}

/** The name with its placeholders filled; as it is written where they cannot be. */
function nameOf(metric: RawMetric, args: readonly RawArgument[]): string {
  try {
    return bind({ name: metric.name, provider: {} }, args).name;
  } catch {
    return metric.name;
  }
}
