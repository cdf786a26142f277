import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { metadataOf } from '../objects/metadata.ts';

/**
 * The pod that a template asks for, to be created: the API server gives it its name.
 *
 * @param owner      the ReplicaSet or Job that wants it
 * @param reference  what makes the owner its controller
 */
export function podFromTemplate(owner: JsonObject, template: JsonObject, reference: JsonObject): JsonObject {
  const metadata = new Fields(template['metadata']);
  const { name, namespace } = metadataOf(owner);
  const labels = metadata.object('labels');
  const annotations = metadata.object('annotations');
  const finalizers = metadata.list('finalizers');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${name}-`,
      namespace,
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
      ...(finalizers.length > 0 && { finalizers }),
      ownerReferences: [reference],
    },
    spec: template['spec'] ?? {},
  };
}
