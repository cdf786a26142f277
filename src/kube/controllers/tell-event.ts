import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { ObjectEvent } from '../events/event.ts';
import { nameOf } from '../metadata.ts';
import type { Parts } from './parts.ts';

/** Sends an event of an object, counts it, and says it in the log. @param about  with `apiVersion`, `kind` and metadata */
export function tellEvent(
  { recorder, measures, log }: Pick<Parts, 'recorder' | 'measures' | 'log'>,
  about: JsonObject,
  { type, reason, message }: Omit<ObjectEvent, 'about'>,
): void {
  recorder.record({ about, type, reason, message });
  const kind = textIn(about, 'kind');
  const object = nameOf(about);
  measures.told(kind, object, type, reason);
  log[type === 'Warning' ? 'warn' : 'info'](message, { kind, ...object, reason });
}
