import { type Clock, waitUntil } from '../../core/clock.ts';
import { Fault, textOf } from '../../core/fault.ts';
import { growingPause, scattered } from '../../core/growing-pause.ts';
import { after, type Millis, millisOf } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../cluster.ts';
import { pagesOf, type Selectors, selectorQuery } from '../list.ts';
import { versionOf, withoutManagedFields } from '../metadata.ts';
import { refusalOf, retryAfterOf } from '../refusal.ts';
import { collectionPath, type Resource } from '../resource.ts';
import { Silence } from './silence.ts';
import { type WatchEvent, watchEventIn } from './watch-event.ts';

/** What there is to follow: the objects of one kind. */
export interface Followed extends Selectors {
  readonly resource: Resource;
  /** Only those in it; empty for all namespaces, and for kinds that live in none. */
  readonly namespace: string;
}

/** What following needs of the world. */
export interface FollowDeps {
  readonly cluster: Cluster;
  /** One that does not jump (see `steadyClock`): it measures silence. */
  readonly clock: Clock;
  /** A number from 0 to below 1, evenly spread. */
  readonly random: () => number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** What following sees, in order. Objects come without `managedFields`, with `apiVersion` and `kind`. */
export type Seen =
  /** A list begins. A list that began before and did not end counts for nothing. */
  | { readonly kind: 'listing' }
  | { readonly kind: 'page'; readonly objects: readonly JsonObject[] }
  /** The list is whole as of that version: what was on none of its pages is gone. */
  | { readonly kind: 'listed'; readonly resourceVersion: string }
  | { readonly kind: 'put' | 'gone' | 'bookmark'; readonly object: JsonObject }
  /** The API did not answer as it should; it is asked again after a pause. */
  | { readonly kind: 'trouble'; readonly message: string; readonly pauseMs: Millis };

/** The API begins to answer at once. */
const OPENING = millisOf(30_000);
/**
 * The API sends a bookmark about once a minute, so a longer silence may mean that nobody is there; or that nothing ever
 * happened to this kind, for which it sends none. Asking again tells.
 */
const SILENCE = millisOf(90_000);
/** The API ends a watch after a time between these two, in seconds, so that watches move on to other servers. */
const WATCH_SECONDS = { least: 300, more: 300 };
const PAUSE = { firstMs: 100, longestMs: 10_000 };
/** A watch that lived that long was a good one: the next failure is the first. */
const GOOD = millisOf(5_000);

/**
 * Follows the objects of a kind for good: lists them, watches from there, goes on after a break where it was, and lists
 * again when the API no longer knows that point. Never throws and ends only by the signal.
 */
export async function* follow(followed: Followed, deps: FollowDeps): AsyncGenerator<Seen, void, void> {
  const { clock, random, signal } = deps;
  const place: Place = { version: '' };
  let failures = 0;
  while (!signal.aborted) {
    const since = clock.now();
    const broken = yield* untilBroken(followed, deps, place);
    if (signal.aborted) return;
    const isGood = place.version !== '' && clock.now() - since >= GOOD;
    failures = isGood ? 0 : failures + 1;
    if (isGood && broken === undefined) continue;
    const pause = scattered(growingPause(Math.max(1, failures), PAUSE), random);
    const pauseMs = millisOf(Math.max(pause, retryAfterOf(broken)));
    if (broken !== undefined) yield { kind: 'trouble', message: textOf(broken), pauseMs };
    await waitUntil(clock, after(clock.now(), pauseMs), signal);
  }
}

/** How far we have come; empty when there is no such point and the objects are to be listed. */
interface Place {
  version: string;
}

/** Lists if need be and watches, up to the end of the watch. Returns what broke it; undefined when the API just ended it. */
async function* untilBroken(followed: Followed, deps: FollowDeps, place: Place): AsyncGenerator<Seen, unknown, void> {
  try {
    if (place.version === '') yield* list(followed, deps, place);
    yield* watch(followed, deps, place);
    return undefined;
  } catch (error) {
    if (isForgotten(error)) place.version = '';
    return error;
  }
}

/** Whether the API cannot go on from the version that it was given: too old for it, or (after a restored backup) one it never gave. */
function isForgotten(error: unknown): boolean {
  return refusalOf(error)?.code === 410 || textOf(error).includes('Too large resource version');
}

async function* list(
  followed: Followed,
  { cluster, signal }: FollowDeps,
  place: Place,
): AsyncGenerator<Seen, void, void> {
  yield { kind: 'listing' };
  const { resource, namespace } = followed;
  const path = collectionPath(resource, namespace);
  let version = '';
  for await (const page of pagesOf(cluster, { path, ...selectorQuery(followed), signal })) {
    version = page.resourceVersion;
    yield { kind: 'page', objects: page.items.map((item) => withoutManagedFields(named(item, resource))) };
  }
  place.version = version;
  yield { kind: 'listed', resourceVersion: version };
}

/** Items of a list of a built-in kind do not say what they are. */
function named(item: JsonObject, { apiVersion, kind }: Resource): JsonObject {
  return item['kind'] === kind ? item : { apiVersion, kind, ...item };
}

async function* watch(followed: Followed, deps: FollowDeps, place: Place): AsyncGenerator<Seen, void, void> {
  const { resource, namespace } = followed;
  const { cluster, clock, random, signal } = deps;
  const path = collectionPath(resource, namespace);
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: place.version,
    timeoutSeconds: `${WATCH_SECONDS.least + Math.floor(random() * WATCH_SECONDS.more)}`,
    ...selectorQuery(followed),
  };
  const silence = new Silence(clock, OPENING);
  let isOpen = false;
  const onOpen = (): void => {
    isOpen = true;
    silence.heard(SILENCE);
  };
  try {
    const either = AbortSignal.any([signal, silence.signal]);
    for await (const line of cluster.lines({ path, query, signal: either, onOpen })) {
      silence.heard();
      yield taken(watchEventIn(line), place);
    }
  } catch (error) {
    if (!silence.signal.aborted) throw error;
    if (!isOpen) throw unanswered(path, error);
  } finally {
    silence.end();
  }
}

/** @throws Fault when the event says that the watch is over */
function taken(event: WatchEvent, place: Place): Seen {
  switch (event.kind) {
    case 'expired':
      throw new Fault('CLUSTER_REFUSED', event.message, { code: 410 });
    case 'failed':
      throw new Fault('CLUSTER_UNREACHABLE', event.message);
    default:
      place.version = versionOf(event.object) || place.version;
      return { kind: event.kind, object: withoutManagedFields(event.object) };
  }
}

function unanswered(path: string, cause: unknown): Fault {
  const message = `watch of ${path}: no answer within ${OPENING / 1000} s`;
  return new Fault('CLUSTER_UNREACHABLE', message, {}, { cause });
}
