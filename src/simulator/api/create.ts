import { formatInstant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import { nameFrom, uidFrom } from './chance.ts';
import { metadataOf, withMember, withMetadata } from './members.ts';
import { problemsOfNew } from './metadata-problems.ts';
import { refuseClosedNamespace } from './namespaces.ts';
import { alreadyExists, badRequest, internalError } from './refusals.ts';
import { metadataFormOf, owned, refuseProblems, type Writer } from './writer.ts';

/** How often another name is made up when the one that was made up is taken. */
const NAMES_TRIED = 8;

/**
 * Stores a new object.
 *
 * @param object   what the caller sent, decoded
 * @param isOwned  whether its managedFields are up to date already, as after an apply
 * @throws Fault with the API server's refusal
 */
export function create(writer: Writer, asked: Asked, object: JsonObject, isOwned = false): JsonObject {
  const { state } = writer;
  const { resource, kind, isDryRun, warnings } = asked;
  const namespace = namespaceFor(asked, object);
  if (textIn(metadataOf(object), 'resourceVersion') !== '') {
    throw internalError('resourceVersion should not be set on objects to be created');
  }
  refuseClosedNamespace(state, asked, namespace, textIn(metadataOf(object), 'name'));
  const plain = kind.hasStatus ? withMember(object, 'status', undefined) : object;
  const named = withSystemMetadata(writer, asked, kind.rules.withDefaults(plain), namespace);
  // Nobody owns what the API server writes by itself.
  const noted = isOwned ? named : owned(writer, asked, undefined, named);
  const made = kind.rules.onCreate?.(noted, { serial: state.nextSerial() }) ?? noted;
  const name = textIn(metadataOf(made), 'name');
  const ofMetadata = problemsOfNew(metadataOf(made), metadataFormOf(asked));
  refuseProblems(asked, made, [...ofMetadata, ...kind.rules.problemsOf(made)]);
  warnings.push(...(kind.rules.warningsOf?.(made) ?? []));
  const there = resource.objects.get(namespace, name);
  if (there !== undefined)
    throw alreadyExists(resource.named, name, metadataOf(there)['deletionTimestamp'] !== undefined);
  return isDryRun ? made : state.put(resource, made);
}

/** @throws Fault with a 400 when the object says that it belongs elsewhere */
export function namespaceFor({ kind, place }: Asked, object: JsonObject): string {
  const said = textIn(metadataOf(object), 'namespace');
  if (!kind.isNamespaced) {
    // Upstream's strategies for such kinds forget a namespace without a word.
    return '';
  }
  if (said !== '' && said !== place.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return place.namespace;
}

function withSystemMetadata(writer: Writer, asked: Asked, object: JsonObject, namespace: string): JsonObject {
  return withMetadata(object, {
    name: nameOf(writer, asked, metadataOf(object), namespace),
    namespace: namespace === '' ? undefined : namespace,
    uid: uidFrom(writer.random),
    creationTimestamp: formatInstant(asked.now),
    // Kinds that count none leave what the caller sent.
    ...(asked.kind.generationOf?.length !== 0 && { generation: 1 }),
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
    selfLink: undefined,
  });
}

function nameOf({ random }: Writer, { resource }: Asked, metadata: JsonObject, namespace: string): string {
  const base = textIn(metadata, 'generateName');
  let name = textIn(metadata, 'name');
  if (name !== '' || base === '') return name;
  for (let tried = 0; tried < NAMES_TRIED; tried += 1) {
    name = nameFrom(base, random);
    if (resource.objects.get(namespace, name) === undefined) break;
  }
  return name;
}
