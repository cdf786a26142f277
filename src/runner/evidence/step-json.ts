import type { RunEvent } from '../../analysis/run-event.ts';
import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Redact } from '../../core/secret.ts';
import { Members } from '../../resources/members.ts';
import type { Progress } from '../progress.ts';
import { lookFromJson, lookToJson, needed, type WitnessedLook } from './look-json.ts';

/** One step of a run as evidence holds it. */
export interface WitnessedStep {
  readonly at: Instant;
  /** True when the run had been asked to end by then. */
  readonly isStopping: boolean;
  /** Why the spec could not be used any more, such as a Secret that has gone; absent for a spec that could. */
  readonly refused?: string;
  /** What was taken in; empty for a step in which only time passed. */
  readonly looks: readonly WitnessedLook[];
}

/** The written form of a step, secrets taken out. */
export function stepToJson({ at, resolved: { spec }, taken, events }: Progress, redact: Redact): JsonObject {
  return {
    at: formatInstantExactly(at),
    ...(spec.kind === 'ready' && spec.terminate && { isStopping: true }),
    ...(spec.kind === 'refused' && { refused: redact(spec.message) }),
    looks: taken.flatMap((one) => (one.sample.kind === 'measured' ? [lookToJson(one.sample, one, redact)] : [])),
    events: events.map((event) => eventToJson(event, redact)),
  };
}

/**
 * Reads a written step.
 *
 * @throws Fault STATE_INVALID with the path of what is not as it should be
 */
export function stepFromJson(json: Json, path: string): WitnessedStep {
  const step = new Members(json, path);
  const refused = step.text('refused');
  return {
    at: needed(step.time('at'), `${path}.at`),
    isStopping: step.flag('isStopping'),
    ...(refused !== undefined && { refused }),
    looks: step.list('looks', lookFromJson),
  };
}

function eventToJson({ type, reason, message }: RunEvent, redact: Redact): JsonObject {
  return { type, reason, message: redact(message) };
}
