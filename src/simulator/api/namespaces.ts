import type { JsonObject } from '../../core/json.ts';
import { objectIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import { itemsIn, metadataOf } from './members.ts';
import { forbidden, notFound } from './refusals.ts';
import type { State } from './state.ts';

const NAMESPACES = { group: '', word: 'namespaces' };

/**
 * Nothing is made in a namespace that is not there, or that is going. An API server that serves no namespaces has all of them.
 *
 * @throws Fault with a 404 or 403
 */
export function refuseClosedNamespace(state: State, { kind, resource }: Asked, namespace: string, name: string): void {
  const namespaces = state.resources.ofPlural('', 'namespaces');
  if (!kind.isNamespaced || namespaces === undefined) return;
  const there = namespaces.objects.get('', namespace);
  if (there === undefined) throw notFound(NAMESPACES, namespace);
  if (metadataOf(there)['deletionTimestamp'] === undefined) return;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(resource.named, name, why, [cause]);
}

/** Whether an object is a Namespace, which goes only once its content has: whoever clears it away takes `kubernetes` out of `spec.finalizers`. */
export function isHeldNamespace({ kind }: Asked, object: JsonObject): boolean {
  return isNamespace(kind) && itemsIn(objectIn(object, 'spec'), 'finalizers').length > 0;
}

/** Whether a kind is that of namespaces. */
export function isNamespace({ group, plural }: { readonly group: string; readonly plural: string }): boolean {
  return group === '' && plural === 'namespaces';
}

/** Namespaces that no one can delete. */
const KEPT: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** @throws Fault with a 403 for a namespace that is always there */
export function refuseKeptNamespace({ kind }: Asked, name: string): void {
  if (isNamespace(kind) && KEPT.has(name)) {
    throw forbidden(NAMESPACES, name, 'this namespace may not be deleted');
  }
}
