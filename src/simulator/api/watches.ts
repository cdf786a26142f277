import type { Json, JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { WatchEvent, Watching } from './call.ts';
import { metadataOf, withMetadata } from './members.ts';

/** A change of one object, as the history keeps it. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  /** As it is now, or as it was when it went, with the version of its end. */
  readonly object: JsonObject;
  /** As it was before; absent for a new one. */
  readonly before?: JsonObject;
}

/** What one watch is told. */
export interface Wish {
  readonly namespace: string;
  readonly isSelected: (object: JsonObject) => boolean;
  /** Gives an object its form in the answer, such as another version of its kind. */
  readonly shown: (object: JsonObject) => JsonObject;
  /** Also hears, from time to time, how far it has come. */
  readonly wantsBookmarks: boolean;
  readonly hear: (event: WatchEvent) => void;
}

interface Watch extends Wish {
  /** Changes up to this version are known to whoever watches. */
  since: number;
  isOver: boolean;
  /** When it was last told something. */
  heardAt: number;
}

/** Telling a watch how far it has come, about once a minute, as an API server does. */
const BOOKMARK_EVERY_MS = 60_000;

/**
 * The watches of one resource and what it remembers for new ones. Changes are told in the order of their versions to every watch, also when
 * one of them writes as soon as it hears: what comes of that is told after.
 */
export class Watches {
  readonly #watches = new Set<Watch>();
  #history: Change[] = [];
  /** Where the remembered part of the history begins. */
  #first = 0;
  #forgottenUpTo = 0;
  readonly #remembered: number;

  /** @param remembered  number of changes that a watch can go back */
  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  /** Whether all changes after a version are still known. */
  remembers(version: number): boolean {
    return version >= this.#forgottenUpTo;
  }

  /** The oldest version that a watch can begin at. */
  get oldest(): number {
    return this.#forgottenUpTo;
  }

  /** Begins to tell of changes after `since`: those that are remembered at once. */
  begin(wish: Wish, since: number, now: number): Watching {
    const watch: Watch = { ...wish, since, isOver: false, heardAt: now };
    this.#watches.add(watch);
    for (const change of this.#history.slice(this.#after(since))) tell(watch, change, now);
    return {
      stop: () => {
        watch.isOver = true;
        this.#watches.delete(watch);
      },
    };
  }

  /** Takes a change down, without telling anybody yet. */
  note(change: Change): void {
    this.#history.push(change);
    if (this.#history.length - this.#first <= this.#remembered) return;
    this.#forgottenUpTo = this.#history[this.#first]?.version ?? this.#forgottenUpTo;
    this.#first += 1;
    // Now and then in one go: taking one off the front each time would move all the others.
    if (this.#first < this.#remembered) return;
    this.#history = this.#history.slice(this.#first);
    this.#first = 0;
  }

  /** Tells every watch of a change that was noted. */
  tell(change: Change, now: number): void {
    for (const watch of this.#watches) tell(watch, change, now);
  }

  /** Tells those who want to know that they have heard of everything up to a version. */
  bookmark(version: number, template: JsonObject, now: number): void {
    for (const watch of this.#watches) {
      if (!watch.wantsBookmarks || watch.isOver || now - watch.heardAt < BOOKMARK_EVERY_MS) continue;
      watch.heardAt = now;
      watch.since = Math.max(watch.since, version);
      watch.hear({ type: 'BOOKMARK', object: bookmarkOf(template, version) });
    }
  }

  /** Place in the history of the first change after a version. */
  #after(version: number): number {
    let low = this.#first;
    let high = this.#history.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#history[middle]?.version ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** An object that says nothing but a version. */
export function bookmarkOf(template: JsonObject, version: number, annotations?: Json): JsonObject {
  const metadata = { resourceVersion: `${version}`, ...(annotations !== undefined && { annotations }) };
  return { ...template, metadata };
}

function tell(watch: Watch, change: Change, now: number): void {
  if (watch.isOver || change.version <= watch.since) return;
  watch.since = change.version;
  const event = eventFor(watch, change);
  if (event === undefined) return;
  watch.heardAt = now;
  watch.hear({ type: event.type, object: watch.shown(event.object) });
}

/** What a change is to someone who only sees selected objects: one that stops being selected goes. */
function eventFor({ namespace, isSelected }: Wish, { type, object, before, version }: Change): WatchEvent | undefined {
  if (namespace !== '' && textIn(metadataOf(object), 'namespace') !== namespace) return undefined;
  const isIn = type !== 'DELETED' && isSelected(object);
  const wasIn = before !== undefined && isSelected(before);
  if (isIn) return { type: wasIn ? 'MODIFIED' : 'ADDED', object };
  if (!wasIn) return undefined;
  // The last that was seen of it, with the version at which it went.
  const last = type === 'DELETED' ? object : withMetadata(before, { resourceVersion: `${version}` });
  return { type: 'DELETED', object: last };
}
