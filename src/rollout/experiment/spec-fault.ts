import { Fields } from '../reading/fields.ts';
import type { Experiment, ExperimentTemplate } from './experiment.ts';

/**
 * What is wrong with the spec of an Experiment, in upstream's words. Nothing is done for one with a fault.
 *
 * @returns the first fault; undefined when there is none
 * @see rollout.md §18.2
 */
export function specFault(experiment: Experiment): string | undefined {
  const { templates } = experiment.spec;
  for (const [index, template] of templates.entries()) {
    const fault = templateFault(experiment, template, index);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function templateFault(experiment: Experiment, template: ExperimentTemplate, index: number): string | undefined {
  const { name, selector, minReadySeconds } = template;
  const { templates, progressDeadlineSeconds } = experiment.spec;
  if (selector === undefined) return `Rollout has missing field '.Spec.Templates[${index}].Selector'`;
  const labels = new Fields(selector);
  if (!labels.has('matchLabels') && !labels.has('matchExpressions')) {
    return `This experiment is selecting all pods at index ${index}. A non-empty selector is required.`;
  }
  if (minReadySeconds > progressDeadlineSeconds) {
    return `MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index ${index}`;
  }
  if (name === '') return `Experiment ${experiment.name} has empty template name at index ${index}`;
  const isRepeated = templates.slice(0, index).some((earlier) => earlier.name === name);
  return isRepeated ? `Experiment ${experiment.name} has repeated template name '${name}' in templates` : undefined;
}
