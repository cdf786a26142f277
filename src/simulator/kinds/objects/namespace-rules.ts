import type { Json, JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { fillAbsent, inMember, withMember } from '../fill/fill.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** A namespace is labelled with its name, whatever it says. One whose name is still to be made up gets the label later. */
export function fillNamespace(namespace: JsonObject): JsonObject {
  const name = new Fields(namespace).below('metadata').text('name');
  const active = inMember(namespace, 'status', (status) => fillAbsent(status, { phase: 'Active' }));
  return name === '' ? active : labelled(active, name);
}

function labelled(namespace: JsonObject, name: string): JsonObject {
  const labels = new Fields(namespace).below('metadata').object('labels') ?? {};
  if (labels[NAME_LABEL] === name) return namespace;
  return inMember(namespace, 'metadata', (metadata) => ({ ...metadata, labels: { ...labels, [NAME_LABEL]: name } }));
}

/** A new namespace is held until what is in it is gone. */
export function holdNamespace(namespace: JsonObject): JsonObject {
  const fields = new Fields(namespace);
  const finalizers = fields.below('spec').list('finalizers');
  const held: readonly Json[] = finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER];
  const named = labelled(namespace, fields.below('metadata').text('name'));
  return { ...named, spec: { ...fields.object('spec'), finalizers: held }, status: { phase: 'Active' } };
}

/** What holds a namespace is not the business of its writers. */
export function keepHold(namespace: JsonObject, old: JsonObject): JsonObject {
  return withMember(namespace, 'spec', old['spec']);
}
