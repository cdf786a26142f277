import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import type { WeightDestination } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { stepsBack } from './step.ts';

/** What the templates of a running experiment take of the traffic: those that the last experiment step gives a weight. */
export function experimentDestinations(draft: Draft, { steps }: CanaryStrategy): readonly WeightDestination[] {
  const { experiment, rollout } = draft;
  if (experiment?.phase !== 'Running') return [];
  const step = stepsBack({ ...rollout.status, steps }).find((step) => step.experiment !== undefined);
  const templates = new Fields(step?.experiment).list('templates').map((template) => new Fields(template));
  return experiment.templates.flatMap(({ name, serviceName, podTemplateHash }) => {
    const weight = templates.find((template) => template.text('name') === name)?.whole('weight');
    // One without a Service, as that of a step which a user has just left, cannot take traffic.
    return weight === undefined || podTemplateHash === '' ? [] : [{ weight, serviceName, podTemplateHash }];
  });
}
