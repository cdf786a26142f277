import type { JsonObject } from '../../../src/core/json.ts';
import { firstMetricFault } from '../../../src/resources/metric-rules.ts';
import type { RawMetric } from '../../../src/resources/schema/metric.ts';
import { validateRolloutAnalyses } from '../../../src/template/validate-rollout-analyses.ts';
import { compare, type Kind } from '../kind.ts';
import { shelve, type WrittenTemplate } from '../templates.ts';

interface Line {
  readonly name: string;
  readonly metrics?: readonly RawMetric[];
  readonly templates?: readonly WrittenTemplate[];
  readonly rollout?: JsonObject;
  readonly want: readonly string[];
}

/** The checks of a run on its metrics, and of a Rollout on its analyses. */
export const validateAnalysisKind: Kind = {
  name: 'validate-analysis',
  title: (line: Line) => line.name,
  run: (line: Line) => compare(line.want, faultsOf(line)),
};

function faultsOf({ metrics, templates, rollout }: Line): readonly string[] {
  if (rollout !== undefined) return validateRolloutAnalyses(rollout, shelve(templates ?? []));
  const fault = firstMetricFault(metrics ?? []);
  return fault === undefined ? [] : [fault];
}
