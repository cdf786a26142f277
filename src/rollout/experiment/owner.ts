import type { Json, JsonObject } from '../../core/json.ts';
import { isControlledBy } from '../owner.ts';
import { Fields } from '../reading/fields.ts';
import type { Experiment } from './experiment.ts';
import { EXPERIMENT_NAME, EXPERIMENT_TEMPLATE } from './keys.ts';

/**
 * The template for which the Experiment made the ReplicaSet or Service.
 *
 * @returns empty for one that is not its own
 */
export function templateNameOf(object: JsonObject, experiment: Experiment): string {
  const annotations = new Fields(object).below('metadata').below('annotations');
  const isOwn = isControlledBy(object, experiment.uid) && annotations.text(EXPERIMENT_NAME) === experiment.name;
  return isOwn ? annotations.text(EXPERIMENT_TEMPLATE) : '';
}

/** `metadata.name` of an object. */
export function nameOf(object: Json): string {
  return new Fields(object).below('metadata').text('name');
}

/** Metadata of something that the Experiment makes: its name and place, and who owns it. */
export function ownedMetadata(experiment: Experiment, name: string): JsonObject {
  const owner: JsonObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    name: experiment.name,
    uid: experiment.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  return { name, namespace: experiment.namespace, ownerReferences: [owner] };
}

/** Metadata of what is made for a template. */
export function templateMetadata(experiment: Experiment, name: string, templateName: string): JsonObject {
  const annotations = { [EXPERIMENT_NAME]: experiment.name, [EXPERIMENT_TEMPLATE]: templateName };
  return { ...ownedMetadata(experiment, name), annotations };
}
