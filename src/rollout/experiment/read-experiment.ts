import { textOf } from '../../core/fault.ts';
import { durationMs } from '../../core/go/duration.ts';
import { millisOf } from '../../core/instant.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import type { DryRunRule, RetentionRule } from '../../resources/schema/rules.ts';
import { INSTANCE_LABEL } from '../instance-label.ts';
import { Fields } from '../reading/fields.ts';
import type {
  Experiment,
  ExperimentAnalysis,
  ExperimentDuration,
  ExperimentSpec,
  ExperimentTemplate,
} from './experiment.ts';
import { readExperimentStatus } from './read-status.ts';

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
const DEFAULT_SCALE_DOWN_DELAY_SECONDS = 30;

/**
 * Reads an Experiment as the API gives it, tolerantly, with upstream's defaults. It needs no valid one.
 *
 * @see rollout.md §18.2
 */
export function readExperiment(json: Json): Experiment {
  const experiment = new Fields(json);
  const metadata = experiment.below('metadata');
  const owners = metadata.list('ownerReferences').map((owner) => new Fields(owner));
  return present<Experiment>({
    name: metadata.text('name'),
    namespace: metadata.text('namespace'),
    uid: metadata.text('uid'),
    isDeleted: metadata.has('deletionTimestamp'),
    instanceId: metadata.below('labels').text(INSTANCE_LABEL),
    rolloutName: owners.find((owner) => owner.text('kind') === 'Rollout')?.text('name'),
    spec: readSpec(experiment.below('spec')),
    status: readExperimentStatus(experiment.below('status')),
  });
}

function readSpec(spec: Fields): ExperimentSpec {
  const metadata = spec.below('analysisRunMetadata');
  return present<ExperimentSpec>({
    templates: spec.list('templates').map(readTemplate),
    analyses: spec.list('analyses').map(readAnalysis),
    duration: readDuration(spec.text('duration')),
    progressDeadlineSeconds: spec.whole('progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE_SECONDS,
    scaleDownDelay: millisOf(1000 * (spec.whole('scaleDownDelaySeconds') ?? DEFAULT_SCALE_DOWN_DELAY_SECONDS)),
    terminate: spec.flag('terminate'),
    dryRun: spec.list('dryRun').map(readDryRun),
    measurementRetention: spec.list('measurementRetention').map(readRetention),
    runLabels: metadata.object('labels') ?? {},
    runAnnotations: metadata.object('annotations') ?? {},
  });
}

function readDuration(text: string): ExperimentDuration | undefined {
  if (text === '') return undefined;
  try {
    return { kind: 'length', length: durationMs(text) };
  } catch (thrown) {
    return { kind: 'unreadable', why: textOf(thrown) };
  }
}

function readTemplate(json: Json): ExperimentTemplate {
  const template = new Fields(json);
  return present<ExperimentTemplate>({
    name: template.text('name'),
    replicas: template.whole('replicas') ?? 1,
    minReadySeconds: template.whole('minReadySeconds') ?? 0,
    selector: template.object('selector'),
    template: template.object('template') ?? {},
    service: template.object('service') && { name: template.below('service').text('name') },
  });
}

function readAnalysis(json: Json): ExperimentAnalysis {
  const analysis = new Fields(json);
  return {
    name: analysis.text('name'),
    templateName: analysis.text('templateName'),
    clusterScope: analysis.flag('clusterScope'),
    args: analysis.list('args').filter(isJsonObject).map(readArgument),
    requiredForCompletion: analysis.flag('requiredForCompletion'),
  };
}

/** Only its value counts; an Experiment's arguments have no other source. */
function readArgument(json: Json): RawArgument {
  const argument = new Fields(json);
  const value = argument.json('value');
  return { name: argument.text('name'), ...(typeof value === 'string' && { value }) };
}

function readDryRun(json: Json): DryRunRule {
  return { metricName: new Fields(json).text('metricName') };
}

function readRetention(json: Json): RetentionRule {
  const rule = new Fields(json);
  return { metricName: rule.text('metricName'), limit: rule.whole('limit') ?? 0 };
}
