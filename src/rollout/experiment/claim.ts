import type { JsonObject } from '../../core/json.ts';
import type { Experiment } from './experiment.ts';
import type { ObservedForExperiment } from './observed.ts';
import { templateNameOf } from './owner.ts';
import { type ExperimentReplicaSet, readExperimentReplicaSet } from './replica-set.ts';

/** What the Experiment has made, by template. */
export interface Claimed {
  readonly replicaSets: ReadonlyMap<string, ExperimentReplicaSet>;
  readonly services: ReadonlyMap<string, JsonObject>;
}

/**
 * Finds the ReplicaSet and the Service of every template: those that the Experiment controls and that name it and the template.
 *
 * @returns a text for two of one template, which ends the sync: `multiple ReplicaSets match single experiment template: canary`
 */
export function claim(experiment: Experiment, observed: ObservedForExperiment): Claimed | string {
  const replicaSets = byTemplate(experiment, observed.replicaSets);
  if (typeof replicaSets === 'string') return `multiple ReplicaSets match single experiment template: ${replicaSets}`;
  const services = byTemplate(experiment, observed.services);
  if (typeof services === 'string') return `multiple Services match single experiment template: ${services}`;
  const read = [...replicaSets].map(([template, set]) => [template, readExperimentReplicaSet(set)] as const);
  return { replicaSets: new Map(read), services };
}

/** By template; or the name of a template that has two. */
function byTemplate(experiment: Experiment, objects: readonly JsonObject[]): ReadonlyMap<string, JsonObject> | string {
  const templates = new Set(experiment.spec.templates.map(({ name }) => name));
  const found = new Map<string, JsonObject>();
  for (const object of objects) {
    const template = templateNameOf(object, experiment);
    if (found.has(template)) return template;
    if (templates.has(template)) found.set(template, object);
  }
  return found;
}
