import { formatInstant } from '../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Asked } from './asked.ts';
import type { ApiAnswer } from './call.ts';
import { bodyObject } from './decode.ts';
import { remove } from './delete.ts';
import { itemsIn, metadataOf, objectIn, textIn, withMember, withValueAt } from './members.ts';
import { isNamespace } from './namespaces.ts';
import { badRequest, conflict, methodNotAllowed, noSuchPath, notFound } from './refusals.ts';
import { update } from './update.ts';
import type { Writer } from './writer.ts';

/**
 * Serves the parts that only some kinds have: the binding and the eviction of a pod, the end of a namespace.
 *
 * @throws Fault with the API server's refusal
 */
export function withOwnPart(writer: Writer, asked: Asked): ApiAnswer {
  const { kind, place, resource, call } = asked;
  if (resource.isCustom) throw notFound(resource.named, place.name);
  const isPod = kind.group === '' && kind.plural === 'pods';
  if (isPod && place.subresource === 'binding') return onlyBy('POST', call.method, () => bind(writer, asked));
  if (isPod && place.subresource === 'eviction') return onlyBy('POST', call.method, () => evict(writer, asked));
  if (isNamespace(kind) && place.subresource === 'finalize') {
    return onlyBy('PUT', call.method, () => finalize(writer, asked));
  }
  throw noSuchPath();
}

function onlyBy(method: string, asked: string, act: () => ApiAnswer): ApiAnswer {
  if (asked !== method) throw methodNotAllowed();
  return act();
}

/** Puts a pod on a node, once and for all. */
function bind(writer: Writer, asked: Asked): ApiAnswer {
  const { place, now } = asked;
  const binding = asked.call.body ?? {};
  const said = objectIn(binding, 'metadata');
  if (textIn(said, 'name') !== place.name) throw badRequest('name in URL does not match name in Binding object');
  const pod = currentOf(asked);
  const node = textIn(objectIn(binding, 'target'), 'name');
  refuseUnbindable(asked, pod);
  const bound = withValueAt(pod, ['spec', 'nodeName'], node);
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatInstant(now),
  };
  const others = itemsIn(objectIn(bound, 'status'), 'conditions').filter(
    (each) => textIn(each, 'type') !== 'PodScheduled',
  );
  writer.state.put(asked.resource, withValueAt(bound, ['status', 'conditions'], [...others, scheduled]));
  return succeeded();
}

function refuseUnbindable({ resource, place }: Asked, pod: JsonObject): void {
  if (metadataOf(pod)['deletionTimestamp'] !== undefined) {
    throw conflict(resource.named, place.name, `pod ${place.name} is being deleted, cannot be assigned to a host`);
  }
  const node = textIn(objectIn(pod, 'spec'), 'nodeName');
  if (node !== '')
    throw conflict(resource.named, place.name, `pod ${place.name} is already assigned to node "${node}"`);
}

/** Deletes a pod; there are no disruption budgets. */
function evict(writer: Writer, asked: Asked): ApiAnswer {
  const { body } = asked.call;
  const options = objectIn(isJsonObject(body) ? body : {}, 'deleteOptions');
  remove(writer, { ...asked, call: { ...asked.call, method: 'DELETE', body: options } });
  return succeeded();
}

/** Changes what a namespace waits for before it goes. */
function finalize(writer: Writer, asked: Asked): ApiAnswer {
  const current = currentOf(asked);
  const sent = bodyObject(asked);
  const spec = { ...objectIn(current, 'spec'), finalizers: itemsIn(objectIn(sent, 'spec'), 'finalizers') };
  return { status: 200, body: update(writer, asked, current, withMember(current, 'spec', spec)) };
}

function currentOf({ resource, place }: Asked): JsonObject {
  const current = resource.objects.get(place.namespace, place.name);
  if (current === undefined) throw notFound(resource.named, place.name);
  return current;
}

function succeeded(): ApiAnswer {
  return { status: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } };
}
