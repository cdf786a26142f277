import { formatInstantExactly } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import type { HistoryEntry } from '../../store/rows.ts';
import type { EventBody } from '../schema/event.ts';

/** An entry of a run's history as the event streams tell it. Its body is as evidence holds a step, which is more than a listener wants. */
export function eventOf({ id, at, namespace, runId, attempt, number, kind, body, after }: HistoryEntry): EventBody {
  const common = {
    id,
    at: formatInstantExactly(at),
    namespace,
    run: runId,
    attempt,
    ...(number !== undefined && { number }),
  };
  const { verdict, phase, sentence } = after;
  const stand = { verdict, phase, sentence: short(sentence) };
  if (kind !== 'step') return { ...common, kind, ...stand };
  const looks = listIn(body, 'looks');
  // The first step of an attempt only finds out what is to be measured.
  if (looks.length === 0 && number === 0) return { ...common, kind: 'started', ...stand };
  return { ...common, kind: 'measured', looks: looks.map(lookOf), ...stand };
}

function lookOf(look: JsonObject): NonNullable<EventBody['looks']>[number] {
  const answer = objectIn(look, 'answer');
  const [value, message] = [answer['value'], answer['message']];
  return {
    metric: textIn(look, 'metric'),
    phase: textIn(answer, 'phase'),
    startedAt: textIn(look, 'startedAt'),
    finishedAt: textIn(look, 'finishedAt'),
    ...(typeof value === 'string' && { value: short(value) }),
    ...(typeof message === 'string' && { message: short(message) }),
  };
}

/** A backend may have answered much; all of it stands in the run. */
const LONGEST_TEXT = 2048;

function short(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}

/** The bytes of an event on a stream (HTML standard, server-sent events). JSON has no line breaks of its own. */
export function frameOf(entry: HistoryEntry): Buffer {
  return Buffer.from(`id: ${entry.id}\ndata: ${JSON.stringify(eventOf(entry))}\n\n`);
}
