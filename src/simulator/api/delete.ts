import { after, formatInstant, type Instant, millisOf, parseInstant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { type Asked, dryRunOf } from './asked.ts';
import { type DeleteOptions, deleteOptionsOf } from './delete-options.ts';
import { mannersOf } from './manners.ts';
import { itemsIn, metadataOf, numberIn, withMember, withMetadata } from './members.ts';
import { isHeldNamespace, isNamespace, refuseKeptNamespace } from './namespaces.ts';
import { conflict, notFound } from './refusals.ts';
import { namedKind } from './served.ts';
import type { Writer } from './writer.ts';

/** What a deletion came to. */
export interface Deletion {
  /** As it went, or as it waits to go. */
  readonly object: JsonObject;
  readonly isGone: boolean;
}

/** How a deletion is answered. */
export interface Removal {
  /** What is answered with: the object, or a Status. */
  readonly object: JsonObject;
  /** Whether it was only accepted: what waits for finalizers though its dependants were not to be waited for. */
  readonly isAccepted: boolean;
}

/** Finalizers by which the garbage collector knows what is wanted of it. */
const FINALIZER_OF = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const;
const COLLECTOR: ReadonlySet<Json> = new Set(Object.values(FINALIZER_OF));

/**
 * Deletes an object, or notes that it is to go once its finalizers and its grace have.
 *
 * @throws Fault with the API server's refusal
 */
export function remove(writer: Writer, asked: Asked): Removal {
  const { resource, place } = asked;
  const options = deleteOptionsOf(asked);
  warnOfOrphans(asked, options);
  const current = resource.objects.get(place.namespace, place.name);
  if (current === undefined) throw notFound(resource.named, place.name);
  const { object, isGone } = removed(writer, asked, current, options);
  const isTold = !isGone || mannersOf(asked.kind).answersWithDeleted;
  return { object: isTold ? object : successOf(asked, object), isAccepted: !isGone && options.isBackgroundByFlag };
}

/** Warns, for kinds where that matters, a caller who does not say what is to become of dependants. */
export function warnOfOrphans({ kind, warnings }: Asked, { propagation }: DeleteOptions): void {
  const warning = propagation === undefined ? mannersOf(kind).deletionWarning : undefined;
  if (warning !== undefined) warnings.push(warning);
}

/** Deletes what stands there, as far as the options say. */
export function removed(writer: Writer, asked: Asked, current: JsonObject, options: DeleteOptions): Deletion {
  refuseKeptNamespace(asked, textIn(metadataOf(current), 'name'));
  refusePreconditions(asked, current, options.preconditions);
  const marked = markedFor(asked, current, options);
  const isDryRun = asked.isDryRun || dryRunOf(options.dryRun, { group: 'meta.k8s.io', word: 'DeleteOptions' });
  if (mustWait(asked, marked)) {
    const isSame = marked === current || isDryRun;
    return { object: isSame ? marked : writer.state.put(asked.resource, marked), isGone: false };
  }
  return { object: isDryRun ? current : writer.state.remove(asked.resource, current), isGone: true };
}

function mustWait(asked: Asked, object: JsonObject): boolean {
  const metadata = metadataOf(object);
  const hasGrace = (numberIn(metadata, 'deletionGracePeriodSeconds') ?? 0) > 0;
  return itemsIn(metadata, 'finalizers').length > 0 || hasGrace || isHeldNamespace(asked, object);
}

/** The object with what says that it is to go, and when at the latest. */
function markedFor(asked: Asked, current: JsonObject, options: DeleteOptions): JsonObject {
  const metadata = metadataOf(current);
  const finalizers = finalizersFor(asked, metadata, options);
  const before = numberIn(metadata, 'deletionGracePeriodSeconds') ?? 0;
  const isGoing = metadata['deletionTimestamp'] !== undefined;
  const wanted = graceOf(asked, current, options);
  const grace = isGoing ? Math.min(wanted, before) : wanted;
  const hasOthers = JSON.stringify(finalizers) !== JSON.stringify(itemsIn(metadata, 'finalizers'));
  if (isGoing && grace === before && !hasOthers) return current;
  const begunAt = isGoing ? begunOf(metadata, before, asked.now) : asked.now;
  const marked = withMetadata(current, {
    deletionTimestamp: formatInstant(after(begunAt, millisOf(grace * 1000))),
    deletionGracePeriodSeconds: isNamespace(asked.kind) ? undefined : grace,
    finalizers: finalizers.length === 0 ? undefined : finalizers,
    ...(!isGoing && { generation: nextGeneration(metadata) }),
  });
  if (!isNamespace(asked.kind)) return marked;
  return withMember(marked, 'status', { ...objectIn(marked, 'status'), phase: 'Terminating' });
}

function begunOf(metadata: JsonObject, graceSeconds: number, now: Instant): Instant {
  const endsAt = parseInstant(textIn(metadata, 'deletionTimestamp')) ?? now;
  return after(endsAt, millisOf(-graceSeconds * 1000));
}

function nextGeneration(metadata: JsonObject): number | undefined {
  const generation = numberIn(metadata, 'generation');
  return generation === undefined ? undefined : generation + 1;
}

/** Only pods have a grace: those that are bound to a node and have not ended. */
function graceOf({ kind }: Asked, object: JsonObject, { graceSeconds }: DeleteOptions): number {
  if (kind.group !== '' || kind.plural !== 'pods') return 0;
  const phase = textIn(objectIn(object, 'status'), 'phase');
  const spec = objectIn(object, 'spec');
  if (textIn(spec, 'nodeName') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  return graceSeconds ?? numberIn(spec, 'terminationGracePeriodSeconds') ?? 30;
}

function finalizersFor(
  { kind, resource }: Asked,
  metadata: JsonObject,
  { propagation }: DeleteOptions,
): readonly Json[] {
  const there = itemsIn(metadata, 'finalizers');
  const chosen =
    propagation ?? propagationIn(there) ?? (resource.isCustom ? 'Background' : mannersOf(kind).propagation);
  const finalizer = chosen === 'Background' ? undefined : FINALIZER_OF[chosen];
  const others = there.filter((each) => !COLLECTOR.has(each) || each === finalizer);
  return finalizer === undefined || others.includes(finalizer) ? others : [...others, finalizer];
}

/** What an earlier deletion, or the object itself, asked for. */
function propagationIn(finalizers: readonly Json[]): 'Orphan' | 'Foreground' | undefined {
  if (finalizers.includes(FINALIZER_OF.Orphan)) return 'Orphan';
  return finalizers.includes(FINALIZER_OF.Foreground) ? 'Foreground' : undefined;
}

function refusePreconditions({ kind, place }: Asked, object: JsonObject, preconditions: JsonObject): void {
  const metadata = metadataOf(object);
  for (const [member, word, end] of [
    ['uid', 'UID', 'deleted and then recreated'],
    ['resourceVersion', 'ResourceVersion', 'modified'],
  ] as const) {
    const wanted = textIn(preconditions, member);
    const own = textIn(metadata, member);
    if (wanted === '' || wanted === own) continue;
    const why = `the ${word} in the precondition (${wanted}) does not match the ${word} in record (${own}). The object might have been ${end}`;
    throw conflict(namedKind(kind), place.name, why);
  }
}

function successOf({ resource }: Asked, object: JsonObject): JsonObject {
  const { name = '', uid = '' } = metadataOf(object);
  const { group, word } = resource.named;
  const details = { name, ...(group !== '' && { group }), kind: word, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
