import type { JsonObject } from '../../core/json.ts';
import { type RunView, viewRun } from '../analysis/run-view.ts';
import { Fields } from '../reading/fields.ts';

/** An Experiment, as far as a Rollout goes by it. */
export interface ExperimentView extends RunView {
  readonly templates: readonly ExperimentTemplateView[];
}

/** What a template of an Experiment came to. */
export interface ExperimentTemplateView {
  readonly name: string;
  readonly serviceName: string;
  readonly podTemplateHash: string;
}

/** Reads an Experiment as the API gives it. */
export function viewExperiment(json: JsonObject): ExperimentView {
  const statuses = new Fields(json).below('status').list('templateStatuses');
  return {
    ...viewRun(json),
    templates: statuses.map((status) => {
      const template = new Fields(status);
      return {
        name: template.text('name'),
        serviceName: template.text('serviceName'),
        podTemplateHash: template.text('podTemplateHash'),
      };
    }),
  };
}
