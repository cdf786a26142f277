import { textOf } from '../core/fault.ts';
import { redactor } from '../core/secret.ts';
import type { AnalysisSpec } from '../resources/analysis-spec.ts';
import { firstMetricFault } from '../resources/metric-rules.ts';
import { readMetric } from '../resources/read-metric.ts';
import type { RawMetric } from '../resources/schema/metric.ts';
import type { RunSpec } from '../resources/schema/run-spec.ts';
import { bind } from './bind.ts';
import type { Resolved, SecretsRead } from './resolved.ts';
import { dryRunMetrics, keptMeasurements } from './rules.ts';
import { masked, opened, referredTo, secretsOf } from './secrets.ts';

/**
 * Fills in the arguments of a run and reads its metrics: once with every secret masked, for scheduling and judging,
 * and once in clear, for providers. What is wrong becomes a refused spec with upstream's message; nothing is thrown.
 *
 * @param runSpec  as stored: metrics with placeholders, merged arguments, secrets as references
 * @param secrets  what the Secrets that `secretNames` lists were found to hold; a missing entry counts as not found
 * @see analysis.md §3, §4 steps 1–4, §12.1
 */
export function resolve(runSpec: RunSpec, secrets: SecretsRead): Resolved {
  const redact = redactor(referredTo(runSpec.args ?? [], secrets));
  try {
    return { ...resolveOrRefuse(runSpec, secrets), redact };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { spec: { kind: 'refused', message: thrown.message }, opened: () => ({}), redact };
  }
}

function resolveOrRefuse(runSpec: RunSpec, secrets: SecretsRead): Omit<Resolved, 'redact'> {
  const args = runSpec.args ?? [];
  const metrics = orRefuse(UNRESOLVED, () => metricsOf(runSpec).map((metric) => bind(metric, masked(args))));
  const spec = orRefuse(INVALID, () => specOf(runSpec, metrics));
  // A secret that cannot be read or used ends the run even where no metric is due; checks of the spec come first.
  const inClear = orRefuse(UNRESOLVED, () => {
    // Without Secrets there is no difference, and binding is most of the work.
    if (!args.some(({ valueFrom }) => valueFrom?.secretKeyRef)) return metrics;
    const bySecret = opened(args, secretsOf(args, secrets));
    return metricsOf(runSpec).map((metric) => bind(metric, bySecret));
  });
  const byName = new Map(metrics.map((metric, index) => [metric.name, inClear[index]]));
  return { spec, opened: (name) => byName.get(name) ?? {} };
}

/** A run that came from a cluster may hold null where its list should be. */
function metricsOf(runSpec: Partial<RunSpec>): readonly RawMetric[] {
  return runSpec.metrics ?? [];
}

function specOf(runSpec: RunSpec, metrics: readonly RawMetric[]): AnalysisSpec {
  const fault = firstMetricFault(metrics);
  if (fault !== undefined) throw new Refusal(fault);
  const names = metrics.map(({ name }) => name);
  return {
    kind: 'ready',
    dryRun: dryRunMetrics(runSpec.dryRun ?? [], names),
    keep: keptMeasurements(runSpec.measurementRetention ?? [], names),
    metrics: metrics.map(readMetric),
    terminate: runSpec.terminate ?? false,
  };
}

const UNRESOLVED = 'Unable to resolve metric arguments';
const INVALID = 'Analysis spec invalid';

/** Why a run ends before it measures. */
class Refusal extends Error {}

function orRefuse<T>(prefix: string, step: () => T): T {
  try {
    return step();
  } catch (thrown) {
    throw new Refusal(`${prefix}: ${textOf(thrown)}`, { cause: thrown });
  }
}
