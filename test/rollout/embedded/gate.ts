import { isJsonObject, type Json } from '../../../src/core/json.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent, Watching } from '../../../src/simulator/api/call.ts';
import { type Place, placeOf } from '../../../src/simulator/api/place.ts';
import { isKind, kindWithPlural } from './kinds.ts';
import { Store } from './store.ts';

/** A write that a controller asks for. */
export interface Asked {
  readonly call: ApiCall;
  readonly place: Place;
}

/** What becomes of a call. */
export type Fate =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: number }
  /** It is carried out, but no answer comes. */
  | { readonly kind: 'lost' }
  /** The controller dies, before or after the write. */
  | { readonly kind: 'killed'; readonly isWritten: boolean };

interface Door {
  /** What it tells: a plural. */
  readonly plural: string;
  readonly hear: (event: WatchEvent) => void;
  /** Absent until the API has taken the watch; what there is to tell is told before. */
  stop?: () => void;
  held: WatchEvent[];
}

/** One controller's way to the API. It may be shut for good, and what watches tell may be held back. */
export class Gate implements Api {
  readonly #api: Api;
  readonly #decide: (asked: Asked) => Fate;
  readonly #isAway: () => boolean;
  readonly #doors = new Set<Door>();
  readonly #hanging = new Map<string, number>();
  #isShut = false;
  /** What the controller can know: what watches told, and answers to its writes. */
  readonly seen = new Store();

  /**
   * @param decide  asked about every write but those of events and leases, before it is carried out
   * @param isAway  whether the API answers nobody
   */
  constructor(api: Api, decide: (asked: Asked) => Fate, isAway: () => boolean) {
    this.#api = api;
    this.#decide = decide;
    this.#isAway = isAway;
  }

  kinds(): ReturnType<Api['kinds']> {
    return this.#api.kinds();
  }

  answer(call: ApiCall): ApiAnswer {
    if (this.#isShut || this.#isAway()) return refusal(503);
    const place = placeOf(call.path);
    if (call.method === 'GET' || place === undefined || isAside(place)) return this.#told(call, this.#api.answer(call));
    const fate = this.#decide({ call, place });
    if (fate.kind === 'refused') return refusal(fate.code);
    if (fate.kind === 'killed') this.shut();
    if (fate.kind === 'killed' && !fate.isWritten) return refusal(503);
    const answer = this.#api.answer(call);
    if (fate.kind !== 'done') return refusal(504);
    if (call.method === 'DELETE' && answer.status < 300) this.seen.drop(kindWithPlural(place.plural) ?? '', place.name);
    return this.#told(call, answer);
  }

  watch(call: ApiCall, hear: (event: WatchEvent) => void): Watching | ApiAnswer {
    if (this.#isShut || this.#isAway()) return refusal(503);
    const plural = placeOf(call.path)?.plural ?? '';
    const door: Door = { plural, hear, held: [] };
    const taken = this.#api.watch(call, (event) => this.#tell(door, event));
    if ('status' in taken) return taken;
    const stop = (): void => {
      this.#doors.delete(door);
      taken.stop();
    };
    door.stop = stop;
    this.#doors.add(door);
    return { stop };
  }

  /** Holds back what watches of these plurals tell, until it is told to go on. @returns tells it */
  hang(plurals: readonly string[]): () => void {
    for (const plural of plurals) this.#hanging.set(plural, (this.#hanging.get(plural) ?? 0) + 1);
    return () => {
      for (const plural of plurals) this.#hanging.set(plural, (this.#hanging.get(plural) ?? 1) - 1);
      for (const door of this.#doors) {
        const { held } = door;
        door.held = [];
        for (const event of held) this.#tell(door, event);
      }
    };
  }

  /** Lets nothing through any more. Its watches break: one that is waited for without an end would keep the whole world in memory. */
  shut(): void {
    this.#isShut = true;
    for (const door of this.#doors) {
      door.stop?.();
      door.hear({ type: 'ERROR', object: refusal(503).body });
    }
  }

  #tell(door: Door, event: WatchEvent): void {
    if (this.#isShut) return;
    if ((this.#hanging.get(door.plural) ?? 0) > 0) {
      door.held.push(event);
      return;
    }
    this.seen.hear(event);
    door.hear(event);
  }

  #told(call: ApiCall, answer: ApiAnswer): ApiAnswer {
    const { kind, items } = answer.body;
    if (answer.status >= 300 || typeof kind !== 'string') return answer;
    if (isKind(kind)) this.seen.put(answer.body);
    // Objects in lists do not say their kind.
    const ofItems = kind.replace(/List$/, '');
    if (Array.isArray(items) && isKind(ofItems)) {
      const objects = (items as readonly Json[]).filter(isJsonObject).map((object) => ({ ...object, kind: ofItems }));
      if (isPart(call)) for (const object of objects) this.seen.put(object);
      else this.seen.putAll(ofItems, objects);
    }
    return answer;
  }
}

/** Whether a list is not of everything that there is. */
function isPart({ query }: ApiCall): boolean {
  return 'labelSelector' in query || 'fieldSelector' in query || 'continue' in query;
}

/** What is no part of a rollout. */
function isAside({ plural }: Place): boolean {
  return plural === 'events' || plural === 'leases';
}

const REASONS: Readonly<Record<number, string>> = {
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

function refusal(code: number): ApiAnswer {
  const reason = REASONS[code] ?? 'Unknown';
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: `${reason} (a test)` };
  return { status: code, body: { ...body, reason, code } };
}
