import { textOf } from '../../core/fault.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';

/** What one line of a watch says. */
export type WatchEvent =
  | { readonly kind: 'put' | 'gone'; readonly object: JsonObject }
  /** Nothing new up to here. */
  | { readonly kind: 'bookmark'; readonly object: JsonObject }
  /** The API no longer knows what happened since the version that was asked for: list again. */
  | { readonly kind: 'expired'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

const KINDS: Readonly<Record<string, 'put' | 'gone' | 'bookmark'>> = {
  ADDED: 'put',
  MODIFIED: 'put',
  DELETED: 'gone',
  BOOKMARK: 'bookmark',
};

/** Reads one line of a watch. A line that is none reads as failed: what comes after it cannot be trusted either. */
export function watchEventIn(line: string): WatchEvent {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch (error) {
    return { kind: 'failed', message: `a line of the watch is no JSON: ${textOf(error)}` };
  }
  if (!isJsonObject(event)) return { kind: 'failed', message: 'a line of the watch is no event' };
  const type = textIn(event, 'type');
  const object = objectIn(event, 'object');
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind !== undefined) return { kind, object };
  const message = textIn(object, 'message') || `an event of the unknown type "${type}"`;
  return { kind: type === 'ERROR' && object['code'] === 410 ? 'expired' : 'failed', message };
}
