import { Fault } from '../../../core/fault.ts';
import { regexpWeight } from '../../../core/go/regexp-weight.ts';
import type { RawMetric } from '../../../resources/schema/metric.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { RUN_LIMITS, type RunSize } from '../../run-limits.ts';
import { keptOf, sumOf } from './kept-of.ts';

/**
 * Refuses a run that would hold up the others of this process: what it is made of is read, filled in, compiled, judged and explained again
 * and again. Everything is measured with its arguments filled in, before they are.
 *
 * @throws Fault TEMPLATE_INVALID with what is too much
 */
export function refuseLargeRun(spec: RunSpec): void {
  const { metrics } = spec;
  const conditions = metrics.map((metric) => filledLength(conditionsOf(metric), spec));
  refuse({
    metrics: metrics.length,
    conditions: sumOf(conditions),
    characters: filledLength(JSON.stringify(metrics), spec),
    compared: comparedIn(spec),
  });
  const kept = keptOf(spec);
  refuse({ kept: sumOf(kept), quoted: sumOf(kept.map((count, index) => count * (conditions[index] ?? 0))) });
}

function refuse(size: Partial<RunSize>): void {
  for (const what of Object.keys(size) as (keyof RunSize)[]) {
    const { most, unit } = RUN_LIMITS[what];
    const found = size[what] ?? 0;
    if (found <= most) continue;
    throw new Fault('TEMPLATE_INVALID', `the run would have ${found} ${unit}; ${most} are the most`, { [what]: most });
  }
}

function conditionsOf({ successCondition = '', failureCondition = '', transform = '' }: RawMetric): string {
  return successCondition + failureCondition + transform;
}

/** A plain text costs nothing to be found. */
const SPECIAL = /[\\[\](){}*+?|.]/;

function comparedIn({ metrics, dryRun = [], measurementRetention = [] }: RunSpec): number {
  const rules = [...dryRun, ...measurementRetention].filter(({ metricName }) => SPECIAL.test(metricName));
  return sumOf(rules.map(({ metricName }) => regexpWeight(metricName))) * sumOf(metrics.map(({ name }) => name.length));
}

const PLACEHOLDER = /\{\{\s*args\.(.*?)\s*\}\}/gs;

function filledLength(text: string, { args = [] }: RunSpec): number {
  const lengths = new Map(args.map(({ name, value }) => [name, value?.length ?? 0]));
  const filled = [...text.matchAll(PLACEHOLDER)].map(([place, name = '']) => (lengths.get(name) ?? 0) - place.length);
  return text.length + sumOf(filled);
}
