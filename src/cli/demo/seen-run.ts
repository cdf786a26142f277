import { explainRun } from '../../analysis/explain-run.ts';
import type { Explanation } from '../../analysis/explanation.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { nameOf } from '../../kube/metadata.ts';
import { isCompleted, type MetricResult, type RunStatus } from '../../resources/run-status.ts';
import { statusFromJson } from '../../resources/run-status-json.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { resolve } from '../../template/resolve.ts';
import type { Measured, RunPurpose, SeenRun } from './seen.ts';

/** The runs of the demo name no Secrets. */
const NO_SECRETS = new Map<string, never>();
const NO_LOOKS = new Map<string, never>();
const PURPOSES: readonly RunPurpose[] = ['Step', 'Background', 'PrePromotion', 'PostPromotion'];

/**
 * What an AnalysisRun comes to so far, explained from what the cluster knows of it.
 *
 * @param version  that it looks at
 * @returns        undefined for a run that no Rollout made
 */
export function seenRun(run: JsonObject, version: string): SeenRun | undefined {
  const labels = objectIn(objectIn(run, 'metadata'), 'labels');
  const purpose = PURPOSES.find((one) => one === textIn(labels, 'rollout-type'));
  if (purpose === undefined) return undefined;
  const status = statusFromJson(objectIn(run, 'status'));
  return {
    name: nameOf(run).name,
    purpose,
    version,
    ...(purpose === 'Step' && { stepIndex: Number(textIn(labels, 'step-index')) }),
    isOver: isCompleted(status.phase),
    explanation: explained(run, status),
    measured: new Map(status.metricResults.map((result) => [result.name, measuredIn(result)])),
  };
}

function explained(run: JsonObject, status: RunStatus): Explanation {
  // The API has held it against the schema; `resolve` refuses what that lets through.
  const { spec, redact } = resolve(objectIn(run, 'spec') as unknown as RunSpec, NO_SECRETS);
  return explainRun(spec, status, NO_LOOKS, redact);
}

function measuredIn({ successful, failed, inconclusive, error }: MetricResult): Measured {
  return { good: successful, bad: failed, unclear: inconclusive + error };
}
