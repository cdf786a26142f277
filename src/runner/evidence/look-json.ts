import type { Answer, Look, Measured } from '../../analysis/sample.ts';
import { Fault } from '../../core/fault.ts';
import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Metadata } from '../../core/reading.ts';
import type { Redact } from '../../core/secret.ts';
import type { Value } from '../../core/value.ts';
import { decodeValue } from '../../core/value-json.ts';
import type { Exchange } from '../../providers/http/http.ts';
import { Members } from '../../resources/members.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { Taken } from '../progress.ts';
import { maskValue } from './mask-value.ts';

/** One look as evidence holds it. */
export interface WitnessedLook {
  readonly sample: Measured;
  /** What the conditions saw; absent when there was no value, when it held a secret, or has no written form. */
  readonly value?: Value;
  readonly note?: string;
  readonly exchanges: readonly Exchange[];
}

/** The written form of a look, secrets taken out. */
export function lookToJson(sample: Measured, { value, note, exchanges }: Taken, redact: Redact): JsonObject {
  const written = value === undefined ? undefined : maskValue(value, redact);
  return {
    metric: sample.metric,
    look: sample.look,
    startedAt: formatInstantExactly(sample.startedAt),
    finishedAt: formatInstantExactly(sample.finishedAt),
    answer: answerToJson(sample.answer),
    ...(sample.metricMetadata && { metricMetadata: sample.metricMetadata }),
    ...(written && { value: written.json, ...(written.isMasked && { isMasked: true }) }),
    ...(note !== undefined && { note }),
    exchanges: exchanges.map((exchange) => ({ ...exchange })),
  };
}

/**
 * Reads a written look.
 *
 * @throws Fault STATE_INVALID with the path of what is not as it should be
 */
export function lookFromJson(json: Json, path: string): WitnessedLook {
  const look = new Members(json, path);
  const note = look.text('note');
  const isMasked = look.flag('isMasked');
  // A value may be any JSON, null too, so it is read past `Members`, which takes null for absent.
  const value = (json as JsonObject)['value'];
  return {
    sample: sampleIn(look, path),
    ...(value !== undefined && !isMasked && { value: decodeValue(value) }),
    ...(note !== undefined && { note }),
    exchanges: look.list('exchanges', exchangeIn),
  };
}

function sampleIn(look: Members, path: string): Measured {
  const metricMetadata = look.object('metricMetadata', metadataIn);
  return {
    kind: 'measured',
    metric: needed(look.text('metric'), `${path}.metric`),
    look: lookKind(look.text('look'), `${path}.look`),
    startedAt: needed(look.time('startedAt'), `${path}.startedAt`),
    finishedAt: needed(look.time('finishedAt'), `${path}.finishedAt`),
    answer: needed(look.object('answer', answerIn), `${path}.answer`),
    ...(metricMetadata && { metricMetadata }),
  };
}

function answerToJson(answer: Answer): JsonObject {
  const resumeAt = answer.kind === 'pending' ? answer.resumeAt : undefined;
  return {
    kind: answer.kind,
    phase: answer.phase,
    ...(answer.kind === 'ended' && answer.value !== undefined && { value: answer.value }),
    ...(answer.message !== undefined && { message: answer.message }),
    ...(answer.metadata && { metadata: answer.metadata }),
    ...(resumeAt !== undefined && { resumeAt: formatInstantExactly(resumeAt) }),
  };
}

function answerIn(json: Json, path: string): Answer {
  const answer = new Members(json, path);
  const phase = answer.phase();
  const message = answer.text('message');
  const metadata = answer.object('metadata', metadataIn);
  const rest = { ...(message !== undefined && { message }), ...(metadata && { metadata }) };
  if (answer.text('kind') === 'ended' && isCompleted(phase)) {
    const value = answer.text('value');
    return { kind: 'ended', phase, ...(value !== undefined && { value }), ...rest };
  }
  if (answer.text('kind') !== 'pending' || isCompleted(phase))
    throw unlike(path, 'an answer of kind ended or pending with a phase that fits');
  const resumeAt: Instant | undefined = answer.time('resumeAt');
  return { kind: 'pending', phase, ...(resumeAt !== undefined && { resumeAt }), ...rest };
}

function metadataIn(json: Json, path: string): Metadata {
  const members = new Members(json, path);
  return Object.fromEntries(members.names().map((name) => [name, members.text(name) ?? '']));
}

function exchangeIn(json: Json, path: string): Exchange {
  const exchange = new Members(json, path);
  needed(exchange.text('url'), `${path}.url`);
  // Written by ourselves from an Exchange, and only ever shown.
  return json as unknown as Exchange;
}

function lookKind(text: string | undefined, path: string): Look {
  if (text === 'start' || text === 'resume' || text === 'terminate') return text;
  throw unlike(path, 'start, resume or terminate');
}

/** @throws Fault STATE_INVALID when there is nothing */
export function needed<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value;
  throw new Fault('STATE_INVALID', `${path} is missing`, { path });
}

function unlike(path: string, expected: string): Fault {
  return new Fault('STATE_INVALID', `${path} is not what it should be: ${expected} was expected`, { path });
}
