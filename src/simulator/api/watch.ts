import type { JsonObject } from '../../core/json.ts';
import type { Asked } from './asked.ts';
import type { WatchEvent, Watching } from './call.ts';
import type { FieldProblem } from './kind.ts';
import { expired, invalid, quoted, refusal } from './refusals.ts';
import { selectionOf } from './selection.ts';
import { apiVersionOf, inVersion } from './served.ts';
import type { State } from './state.ts';
import { bookmarkOf } from './watches.ts';

/**
 * Begins a watch.
 *
 * @throws Fault with the API server's refusal
 */
export function watch(state: State, asked: Asked, hear: (event: WatchEvent) => void): Watching {
  const { call, resource, kind, place } = asked;
  const { resourceVersion: word = '', sendInitialEvents, allowWatchBookmarks } = call.query;
  refuseOptions(asked);
  const selection = selectionOf(asked);
  const wantsBookmarks = isTrue(allowWatchBookmarks);
  const wantsAll = sendInitialEvents === undefined ? word === '' || word === '0' : isTrue(sendInitialEvents);
  const shown = (object: JsonObject): JsonObject => inVersion(object, kind);
  const wish = { namespace: place.namespace, isSelected: selection.has, shown, wantsBookmarks, hear };
  if (!wantsAll) return fromVersion(state, asked, wish, word === '' ? state.version : Number(word));
  const there = resource.objects.list(place.namespace).filter(selection.has);
  const opening: WatchEvent[] = there.map((object) => ({ type: 'ADDED', object: shown(object) }));
  if (sendInitialEvents !== undefined && wantsBookmarks) {
    const ends = bookmarkOf(nameless(asked), state.version, { 'k8s.io/initial-events-end': 'true' });
    opening.push({ type: 'BOOKMARK', object: ends });
  }
  return state.watch(resource, wish, state.version, opening);
}

function fromVersion(
  state: State,
  { resource }: Asked,
  wish: Parameters<State['watch']>[1],
  version: number,
): Watching {
  const { watches } = resource;
  if (watches.remembers(version)) return state.watch(resource, wish, version, []);
  const why = expired(`too old resource version: ${version} (${watches.oldest})`);
  // Not refused, but told within the watch, as upstream does.
  wish.hear({ type: 'ERROR', object: statusIn(why) });
  return { stop: () => {} };
}

function statusIn(fault: ReturnType<typeof expired>): JsonObject {
  const { status } = fault.details;
  return status as JsonObject;
}

function nameless({ kind }: Asked): JsonObject {
  return { kind: kind.kind, apiVersion: apiVersionOf(kind) };
}

/** Whether a word in a query means yes. */
export function isTrue(word: string | undefined): boolean {
  return word !== undefined && word !== 'false' && word !== '0' && word !== '';
}

function refuseOptions({ call }: Asked): void {
  const { resourceVersion: word = '', resourceVersionMatch: match, sendInitialEvents } = call.query;
  const problems =
    match === undefined && sendInitialEvents === undefined ? [] : matchProblems(match, sendInitialEvents);
  if (problems.length > 0) throw invalid({ group: 'meta.k8s.io', word: 'ListOptions' }, '', problems);
  if (word === '' || /^\d+$/.test(word)) return;
  const why = `strconv.ParseUint: parsing ${quoted(word)}: invalid syntax`;
  throw refusal({ code: 500, message: `resourceVersion: Invalid value: ${quoted(word)}: ${why}` });
}

function matchProblems(match: string | undefined, sendInitialEvents: string | undefined): readonly FieldProblem[] {
  const field = 'resourceVersionMatch';
  const isFit = match === 'NotOlderThan';
  if (sendInitialEvents !== undefined) {
    const message = 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    return isFit ? [] : [{ reason: 'FieldValueForbidden', field, message }];
  }
  const message = 'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
  const unknown = `Unsupported value: ${quoted(match ?? '')}: supported values: "NotOlderThan"`;
  return [
    { reason: 'FieldValueForbidden', field, message },
    ...(isFit ? [] : [{ reason: 'FieldValueNotSupported', field, message: unknown }]),
  ];
}
