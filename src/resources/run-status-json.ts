import { formatInstant, formatInstantExactly, type Instant } from '../core/instant.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { perObject } from '../core/per-object.ts';
import type { Metadata } from '../core/reading.ts';
import { Members, present } from './members.ts';
import type { Measurement, MetricResult, RunStatus, RunSummary } from './run-status.ts';

/** How a status is written. */
export interface StatusForm {
  /** Keep milliseconds, for files of our own that must not lose time. Default: whole seconds, as the original stores them. */
  readonly exact?: boolean;
}

/**
 * `AnalysisRun.status` as the original stores it: zeros, false, empty texts, lists and maps are left out, except `phase` and `name`;
 * `runSummary` is always there, `dryRunSummary` once the run was judged. Times are RFC 3339 in UTC.
 *
 * @see analysis.md §13
 */
export function statusToJson(status: RunStatus, form: StatusForm = {}): JsonObject {
  const { time, measurement } = form.exact === true ? EXACTLY : TO_THE_SECOND;
  return shortened({
    phase: status.phase,
    message: status.message,
    metricResults: listOf(status.metricResults, (result) => resultToJson(result, measurement)),
    startedAt: timeToJson(status.startedAt, time),
    completedAt: timeToJson(status.completedAt, time),
    // In Go a struct, not a pointer: it is written even when nothing was ever counted.
    runSummary: summaryToJson(status.runSummary ?? NOTHING_COUNTED),
    dryRunSummary: status.dryRunSummary && summaryToJson(status.dryRunSummary),
  });
}

/**
 * Reads what `statusToJson` or the original wrote. Absent numbers are 0; unknown members are passed over.
 *
 * @throws Fault STATE_INVALID with the path of the member that is not what it should be
 */
export function statusFromJson(json: Json): RunStatus {
  const status = new Members(json, 'status');
  const summary = status.object('runSummary', summaryFromJson);
  const dryRunSummary = status.object('dryRunSummary', summaryFromJson);
  return present<RunStatus>({
    phase: status.phase(),
    message: status.text('message'),
    metricResults: status.list('metricResults', resultFromJson),
    startedAt: status.time('startedAt'),
    completedAt: status.time('completedAt'),
    // A run that was refused before it was judged has an empty runSummary and no dryRunSummary.
    runSummary: dryRunSummary === undefined && isNothing(summary) ? undefined : summary,
    dryRunSummary,
  });
}

const NOTHING_COUNTED: RunSummary = { count: 0, successful: 0, failed: 0, inconclusive: 0, error: 0 };

type Time = (moment: Instant) => string;

/** How what a status holds is written. */
interface WayToWrite {
  readonly time: Time;
  readonly measurement: (measurement: Measurement) => JsonObject;
}

/** Whoever writes so keeps the text and not the objects: of thousands of runs they would cost more than the measurements themselves. */
const EXACTLY: WayToWrite = {
  time: formatInstantExactly,
  measurement: (measurement) => measurementToJson(measurement, formatInstantExactly),
};
/** A measurement is written once, however often its run is: it never changes. */
const TO_THE_SECOND: WayToWrite = {
  time: formatInstant,
  measurement: perObject((measurement: Measurement) => measurementToJson(measurement, formatInstant)),
};

function resultToJson(result: MetricResult, writeMeasurement: (measurement: Measurement) => JsonObject): JsonObject {
  return shortened({
    name: result.name,
    phase: result.phase,
    measurements: listOf(result.measurements, writeMeasurement),
    message: result.message,
    count: result.count,
    successful: result.successful,
    failed: result.failed,
    inconclusive: result.inconclusive,
    error: result.error,
    consecutiveError: result.consecutiveError,
    dryRun: result.dryRun,
    metadata: metadataToJson(result.metadata),
    consecutiveSuccess: result.consecutiveSuccess,
  });
}

function measurementToJson(measurement: Measurement, time: Time): JsonObject {
  return shortened({
    phase: measurement.phase,
    message: measurement.message,
    startedAt: timeToJson(measurement.startedAt, time),
    finishedAt: timeToJson(measurement.finishedAt, time),
    value: measurement.value,
    metadata: metadataToJson(measurement.metadata),
    resumeAt: timeToJson(measurement.resumeAt, time),
  });
}

function summaryToJson(summary: RunSummary): JsonObject {
  const { count, successful, failed, inconclusive, error } = summary;
  return shortened({ count, successful, failed, inconclusive, error });
}

function listOf<T>(items: readonly T[], toJson: (item: T) => JsonObject): readonly Json[] | undefined {
  return items.length === 0 ? undefined : items.map(toJson);
}

function timeToJson(moment: Instant | undefined, time: Time): string | undefined {
  return moment === undefined ? undefined : time(moment);
}

function metadataToJson(metadata: Metadata | undefined): JsonObject | undefined {
  return metadata === undefined || Object.keys(metadata).length === 0 ? undefined : metadata;
}

/** The members that Go would write: `phase` and `name` always, the others unless zero, false, empty or absent. */
function shortened(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const written: Record<string, Json> = {};
  for (const name of Object.keys(members)) {
    const value = members[name];
    const isZero = value === 0 || value === '' || value === false;
    if (value !== undefined && (!isZero || name === 'phase' || name === 'name')) written[name] = value;
  }
  return written;
}

function resultFromJson(json: Json, path: string): MetricResult {
  const result = new Members(json, path);
  return present<MetricResult>({
    name: result.text('name') ?? '',
    phase: result.phase(),
    message: result.text('message'),
    measurements: result.list('measurements', measurementFromJson),
    count: result.number('count'),
    successful: result.number('successful'),
    failed: result.number('failed'),
    inconclusive: result.number('inconclusive'),
    error: result.number('error'),
    consecutiveError: result.number('consecutiveError'),
    consecutiveSuccess: result.number('consecutiveSuccess'),
    dryRun: result.flag('dryRun'),
    metadata: result.object('metadata', metadataFromJson),
  });
}

function measurementFromJson(json: Json, path: string): Measurement {
  const measurement = new Members(json, path);
  return present<Measurement>({
    phase: measurement.phase(),
    message: measurement.text('message'),
    value: measurement.text('value'),
    startedAt: measurement.time('startedAt'),
    finishedAt: measurement.time('finishedAt'),
    resumeAt: measurement.time('resumeAt'),
    metadata: measurement.object('metadata', metadataFromJson),
  });
}

function summaryFromJson(json: Json, path: string): RunSummary {
  const summary = new Members(json, path);
  return {
    count: summary.number('count'),
    successful: summary.number('successful'),
    failed: summary.number('failed'),
    inconclusive: summary.number('inconclusive'),
    error: summary.number('error'),
  };
}

function metadataFromJson(json: Json, path: string): Metadata {
  const members = new Members(json, path);
  return Object.fromEntries(members.names().map((name) => [name, members.text(name) ?? '']));
}

function isNothing(summary: RunSummary | undefined): boolean {
  return summary === undefined || Object.values(summary).every((count) => count === 0);
}
