import type { Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import { Fields } from '../reading/fields.ts';
import { readPhase } from '../reading/read-phase.ts';
import type {
  AnalysisRunStatus,
  ExperimentCondition,
  ExperimentStatus,
  TemplateCode,
  TemplateStatus,
} from './status.ts';

const TEMPLATE_CODES: readonly TemplateCode[] = ['Progressing', 'Running', 'Successful', 'Failed', 'Error'];

/** Reads `Experiment.status`; without one, the status of an Experiment that nobody has looked at. */
export function readExperimentStatus(status: Fields): ExperimentStatus {
  return present<ExperimentStatus>({
    phase: readPhase(status),
    message: status.text('message'),
    templateStatuses: status.list('templateStatuses').map(readTemplateStatus),
    availableAt: status.time('availableAt'),
    analysisRuns: status.list('analysisRuns').map(readAnalysis),
    conditions: status.list('conditions').map(readCondition),
  });
}

function readTemplateStatus(json: Json): TemplateStatus {
  const template = new Fields(json);
  return present<TemplateStatus>({
    name: template.text('name'),
    replicas: template.whole('replicas') ?? 0,
    updatedReplicas: template.whole('updatedReplicas') ?? 0,
    readyReplicas: template.whole('readyReplicas') ?? 0,
    availableReplicas: template.whole('availableReplicas') ?? 0,
    collisionCount: template.whole('collisionCount'),
    status: template.oneOf('status', TEMPLATE_CODES) ?? '',
    message: template.text('message'),
    lastTransitionTime: template.time('lastTransitionTime'),
    serviceName: template.text('serviceName'),
    podTemplateHash: template.text('podTemplateHash'),
  });
}

function readAnalysis(json: Json): AnalysisRunStatus {
  const run = new Fields(json);
  return {
    name: run.text('name'),
    analysisRun: run.text('analysisRun'),
    phase: readPhase(run),
    message: run.text('message'),
  };
}

function readCondition(json: Json): ExperimentCondition {
  const condition = new Fields(json);
  return present<ExperimentCondition>({
    type: condition.text('type'),
    status: condition.oneOf('status', ['True', 'False']) ?? 'Unknown',
    reason: condition.text('reason'),
    message: condition.text('message'),
    lastUpdateTime: condition.time('lastUpdateTime'),
    lastTransitionTime: condition.time('lastTransitionTime'),
  });
}
