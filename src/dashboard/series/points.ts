import type { Evidence, Exchange, Look } from '../api/evidence.ts';
import type { Json, Measurement, MetricResult, Phase } from '../api/wire.ts';

/** A measurement of a metric as it is drawn. */
export interface Point {
  /** 1 for the metric's first; grows by one, also where older ones are not there any more. */
  readonly number: number;
  /** When its answer came, or else when it began; milliseconds since 1970. */
  readonly at: number;
  readonly phase: Phase;
  /** As the status shows it. */
  readonly text?: string;
  /** What the conditions saw: exact from evidence, else read out of the text; absent when there is neither. */
  readonly value?: Json;
  readonly message?: string;
  readonly exchanges: readonly Exchange[];
}

/**
 * All that is known of a metric's measurements, oldest first. The status keeps the newest ten; evidence, once it is there, has the
 * others, with exact times and what was asked. What the status knows beyond the evidence follows it.
 */
export function pointsOf(result: MetricResult, evidence?: Evidence): readonly Point[] {
  const kept = result.measurements ?? [];
  const total = Math.max(countOf(result) + pendingAmong(kept), kept.length);
  const before = evidence && evidencePoints(result.name, evidence);
  if (before === undefined || before.length === 0) {
    return kept.map((one, index) => pointOf(one, total - kept.length + index + 1));
  }
  const known = before.at(-1)?.number ?? 0;
  const missing = Math.min(Math.max(0, total - known), kept.length);
  const newest = kept.slice(kept.length - missing);
  return [...before, ...newest.map((one, index) => pointOf(one, total - missing + index + 1))];
}

/** How many measurements a metric has had that ended, whatever is still kept of them. */
export function countOf({ successful = 0, failed = 0, inconclusive = 0, error = 0 }: MetricResult): number {
  return successful + failed + inconclusive + error;
}

/** Whether the status tells less than evidence would. */
export function lacksPoints(result: MetricResult): boolean {
  return countOf(result) > (result.measurements ?? []).length;
}

function pendingAmong(measurements: readonly Measurement[]): number {
  return measurements.filter(({ phase = '' }) => phase === '' || phase === 'Pending' || phase === 'Running').length;
}

function evidencePoints(name: string, { begin, steps }: Evidence): readonly Point[] {
  const started = begin.metricResults?.find((result) => result.name === name);
  const early = started === undefined ? [] : pointsOf(started);
  const counted = started === undefined ? 0 : countOf(started);
  const looks = steps
    .flatMap((step) => step.looks)
    .filter(({ metric, answer }) => metric === name && answer.kind === 'ended');
  return [...early.slice(0, counted), ...looks.map((look, index) => pointOfLook(look, counted + index + 1))];
}

function pointOfLook({ answer, value, finishedAt, exchanges }: Look, number: number): Point {
  const seen = value ?? readValue(answer.value);
  return {
    number,
    at: Date.parse(finishedAt),
    phase: answer.phase,
    ...(answer.value !== undefined && { text: answer.value }),
    ...(seen !== undefined && { value: seen }),
    ...(answer.message !== undefined && { message: answer.message }),
    exchanges,
  };
}

function pointOf({ phase = '', value: text, message, startedAt, finishedAt }: Measurement, number: number): Point {
  const value = readValue(text);
  return {
    number,
    at: Date.parse(finishedAt ?? startedAt ?? ''),
    phase,
    ...(text !== undefined && { text }),
    ...(value !== undefined && { value }),
    ...(message !== undefined && { message }),
    exchanges: [],
  };
}

/** A status has values as texts: numbers, lists and objects as JSON, texts as they are. */
function readValue(text: string | undefined): Json | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
