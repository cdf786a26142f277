import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import { sameJson } from '../../core/same-json.ts';
import type { Asked } from './asked.ts';
import { namespaceFor } from './create.ts';
import { generationAfter } from './generation.ts';
import { mannersOf } from './manners.ts';
import { itemsIn, metadataOf, numberIn, valueAt, withMember, withMetadata } from './members.ts';
import { problemsOfChange } from './metadata-problems.ts';
import { isHeldNamespace } from './namespaces.ts';
import { badRequest, conflict, internalError, invalid, quoted } from './refusals.ts';
import { metadataFormOf, owned, refuseProblems, type Writer } from './writer.ts';

/** What callers are told when somebody else was quicker. */
const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/**
 * Stores a change of an object, or of one part of it.
 *
 * @param current  what stands there
 * @param sent     the whole object as it should be, decoded
 * @param isOwned  whether its managedFields are up to date already, as after an apply
 * @returns the object as it stands now; the current one when nothing changed
 * @throws Fault with the API server's refusal
 */
export function update(
  writer: Writer,
  asked: Asked,
  current: JsonObject,
  sent: JsonObject,
  isOwned = false,
): JsonObject {
  const { kind, warnings } = asked;
  refuseStale(asked, current, sent);
  const carried = carriedOver(asked, current, sent);
  const full = kind.rules.withDefaults(carried);
  // Nobody owns what the API server keeps by itself.
  const noted = isOwned ? full : owned(writer, asked, current, full);
  const kept = asked.place.subresource === '' ? (kind.rules.onUpdate?.(noted, current) ?? noted) : noted;
  // Whoever writes the status wishes for nothing.
  const isStatus = asked.place.subresource === 'status';
  const generation = isStatus ? numberIn(metadataOf(current), 'generation') : generationAfter(kind, current, kept);
  const next = generation === undefined ? kept : withMetadata(kept, { generation });
  const problems = [
    ...problemsOfChange(metadataOf(sent), metadataOf(next), metadataOf(current), metadataFormOf(asked)),
    ...kind.rules.problemsOf(next, current),
  ];
  refuseProblems(asked, next, problems);
  warnings.push(...(kind.rules.warningsOf?.(next, current) ?? []));
  if (sameJson(next, current)) return current;
  return stored(writer, asked, next);
}

/** Stores what was checked, or takes the object out when this was the last that it waited for. */
function stored({ state }: Writer, asked: Asked, next: JsonObject): JsonObject {
  if (asked.isDryRun) return next;
  const metadata = metadataOf(next);
  const isGoing = metadata['deletionTimestamp'] !== undefined;
  const mayGo = itemsIn(metadata, 'finalizers').length === 0 && !isHeldNamespace(asked, next);
  const hasGrace = (numberIn(metadata, 'deletionGracePeriodSeconds') ?? 0) > 0;
  if (!isGoing || !mayGo || hasGrace) return state.put(asked.resource, next);
  state.remove(asked.resource, next);
  return next;
}

/** The object as sent, with what no update changes as it stands. */
function carriedOver(asked: Asked, current: JsonObject, sent: JsonObject): JsonObject {
  const old = metadataOf(current);
  const metadata = {
    name: old['name'],
    namespace: old['namespace'],
    uid: old['uid'],
    creationTimestamp: old['creationTimestamp'],
    generation: old['generation'],
    deletionTimestamp: old['deletionTimestamp'],
    deletionGracePeriodSeconds: old['deletionGracePeriodSeconds'],
    resourceVersion: old['resourceVersion'],
    selfLink: undefined,
  };
  if (asked.place.subresource === 'status') return withStatusOf(asked, current, withMetadata(sent, metadata));
  const whole = withMetadata(sent, metadata);
  return asked.kind.hasStatus ? withMember(whole, 'status', valueAt(current, ['status'])) : whole;
}

/** The object with the status of another, and with what else the kind lets writers of the status change. */
function withStatusOf({ kind, resource }: Asked, current: JsonObject, sent: JsonObject): JsonObject {
  const status = withMember(current, 'status', valueAt(sent, ['status']));
  const free = resource.isCustom ? ['managedFields'] : mannersOf(kind).changedWithStatus;
  return withMetadata(status, Object.fromEntries(free.map((name) => [name, metadataOf(sent)[name]])));
}

/** @throws Fault with a 400 for an object that is not the one of the path */
export function refuseAnotherName(asked: Asked, sent: JsonObject): void {
  const { name } = asked.place;
  const said = textIn(metadataOf(sent), 'name');
  if (said === '') {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (said !== name) throw badRequest(`the name of the object (${said}) does not match the name on the URL (${name})`);
  namespaceFor(asked, sent);
}

/** @throws Fault with a 409 when the caller saw another version, with a 422 when it must name one and does not */
function refuseStale({ resource, kind, place, call }: Asked, current: JsonObject, sent: JsonObject): void {
  const version = textIn(metadataOf(sent), 'resourceVersion');
  if (version !== '' && !/^\d+$/.test(version)) {
    throw internalError(`strconv.ParseUint: parsing ${quoted(version)}: invalid syntax`);
  }
  const uid = textIn(metadataOf(sent), 'uid');
  const own = textIn(metadataOf(current), 'uid');
  if (uid !== '' && uid !== own && call.method === 'PUT') {
    const key = [
      '/registry',
      ...(kind.group === '' || !resource.isCustom ? [] : [kind.group]),
      kind.plural,
      place.namespace,
      place.name,
    ];
    const where = `Code: 4, Key: ${key.filter((part) => part !== '').join('/')}, ResourceVersion: 0`;
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${own}`;
    throw conflict(resource.named, place.name, `StorageError: invalid object, ${where}, AdditionalErrorMsg: ${why}`);
  }
  if (version === '' || version === '0') {
    if (!resource.isCustom && !mannersOf(kind).mustNameVersion) return;
    const message = 'Invalid value: 0: must be specified for an update';
    const problem = { reason: 'FieldValueInvalid', field: 'metadata.resourceVersion', message };
    throw invalid(resource.named, place.name, [problem]);
  }
  if (version !== textIn(metadataOf(current), 'resourceVersion')) throw conflict(resource.named, place.name, MODIFIED);
}
