import type { JsonObject } from '../../core/json.ts';
import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';

/**
 * A template of an experiment step, with the pods of the new or of the stable revision. Its own labels select too, so that its pods are
 * told from those of the Rollout.
 *
 * @returns undefined for a revision that is neither `canary` nor `stable`
 */
export function experimentTemplate({ sets }: Draft, step: Fields): JsonObject | undefined {
  const specRef = step.text('specRef');
  if (specRef !== 'canary' && specRef !== 'stable') return undefined;
  const set = specRef === 'canary' ? sets.newRS : sets.stableRS;
  const spec = new Fields(set?.json).below('spec');
  const replicas = step.whole('replicas');
  const minReadySeconds = spec.whole('minReadySeconds') ?? 0;
  const service = serviceOf(step);
  return {
    name: step.text('name'),
    ...(replicas !== undefined && { replicas }),
    ...(minReadySeconds !== 0 && { minReadySeconds }),
    ...(service && { service }),
    selector: selectorOf(step, spec),
    template: templateOf(step, spec),
  };
}

/** A template that takes traffic, or names a Service, gets one. */
function serviceOf(step: Fields): JsonObject | undefined {
  if (!step.has('weight') && step.object('service') === undefined) return undefined;
  const name = step.below('service').text('name');
  return name === '' ? {} : { name };
}

function selectorOf(step: Fields, spec: Fields): JsonObject {
  const selector = step.object('selector') ?? spec.object('selector') ?? {};
  const labels = step.below('metadata').object('labels');
  return { ...selector, matchLabels: { ...new Fields(selector).object('matchLabels'), ...labels } };
}

function templateOf(step: Fields, spec: Fields): JsonObject {
  const template = spec.object('template') ?? {};
  const metadata = new Fields(template).below('metadata');
  const added = step.below('metadata');
  return {
    ...template,
    metadata: {
      ...new Fields(template).object('metadata'),
      labels: { ...metadata.object('labels'), ...added.object('labels') },
      annotations: { ...metadata.object('annotations'), ...added.object('annotations') },
    },
  };
}
