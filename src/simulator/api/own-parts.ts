import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import { bind } from './binding.ts';
import type { ApiAnswer } from './call.ts';
import { bodyObject } from './decode.ts';
import { evict } from './eviction.ts';
import { itemsIn, metadataOf, withMember } from './members.ts';
import { isNamespace } from './namespaces.ts';
import { badRequest, methodNotAllowed, noSuchPath, notFound } from './refusals.ts';
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
  if (isPod && place.subresource === 'binding') return onlyBy('POST', call.method, () => bound(writer, asked));
  if (isPod && place.subresource === 'eviction') return onlyBy('POST', call.method, () => evicted(writer, asked));
  if (isNamespace(kind) && place.subresource === 'finalize') {
    return onlyBy('PUT', call.method, () => finalize(writer, asked));
  }
  throw noSuchPath();
}

function onlyBy(method: string, asked: string, act: () => ApiAnswer): ApiAnswer {
  if (asked !== method) throw methodNotAllowed();
  return act();
}

function bound(writer: Writer, asked: Asked): ApiAnswer {
  const { body } = asked.call;
  const binding = isJsonObject(body) ? body : {};
  if (textIn(metadataOf(binding), 'name') !== asked.place.name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  return { status: 201, body: bind(writer.state, asked, currentOf(asked), binding) };
}

function evicted(writer: Writer, asked: Asked): ApiAnswer {
  evict(writer, asked);
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
