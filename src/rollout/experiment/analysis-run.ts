import type { Json, JsonObject } from '../../core/json.ts';
import type { Phase } from '../../resources/run-status.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { collect, type Templates } from '../../template/collect.ts';
import { flatten } from '../../template/flatten.ts';
import { overlay } from '../../template/overlay.ts';
import { INSTANCE_LABEL } from '../instance-label.ts';
import { Fields } from '../reading/fields.ts';
import { readPhase } from '../reading/read-phase.ts';
import type { Experiment, ExperimentAnalysis } from './experiment.ts';
import { nameOf, ownedMetadata } from './owner.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import { resolveArguments } from './resolve-arguments.ts';

/** An AnalysisRun as far as an Experiment looks at it. */
export interface Run {
  readonly name: string;
  readonly phase: Phase | '';
  readonly message: string;
  readonly terminate: boolean;
}

/** Reads an AnalysisRun as the API gives it. */
export function readRun(json: Json): Run {
  const run = new Fields(json);
  const status = run.below('status');
  return {
    name: nameOf(json),
    phase: readPhase(status),
    message: status.text('message'),
    terminate: run.below('spec').flag('terminate'),
  };
}

/**
 * The spec of the run that an analysis asks for.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text, such as `analysistemplate.argoproj.io "x" not found` or `args.x was not resolved`
 */
export function runSpec(
  analysis: ExperimentAnalysis,
  experiment: Experiment,
  templates: Templates,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
): RunSpec {
  const args = resolveArguments(analysis, experiment, replicaSets);
  const { templateName, clusterScope } = analysis;
  const { dryRun, measurementRetention } = experiment.spec;
  return overlay(flatten(collect([{ templateName, clusterScope }], templates)), { args, dryRun, measurementRetention });
}

/** The AnalysisRun of an Experiment. */
export function runManifest(experiment: Experiment, name: string, spec: RunSpec): JsonObject {
  const { runLabels, runAnnotations } = experiment.spec;
  const instance = experiment.instanceId === '' ? {} : { [INSTANCE_LABEL]: experiment.instanceId };
  const labels: JsonObject = { ...instance, ...runLabels };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      ...ownedMetadata(experiment, name),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(runAnnotations).length > 0 && { annotations: runAnnotations }),
    },
    spec,
  };
}
