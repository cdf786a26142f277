import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { Members } from '../../resources/members.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import { statusFromJson, statusToJson } from '../../resources/run-status-json.ts';
import { reportToJson } from '../report/report-json.ts';
import type { RunReport } from '../report/run-report.ts';
import { needed } from './look-json.ts';
import { stepFromJson, type WitnessedStep } from './step-json.ts';

const KIND = 'VerdictEvidence';
const VERSION = 1;

/** What evidence is written from. Holds no secret. */
export interface Witnessed {
  readonly report: RunReport;
  /** The documents that were given, as JSON. */
  readonly documents: readonly Json[];
  /** The run's spec as merged, arguments unresolved. */
  readonly spec: JsonObject;
  /** Where the run stood when the first of the steps came. */
  readonly begin: RunStatus;
  /** As `stepToJson` writes them. */
  readonly steps: readonly Json[];
}

/** Evidence as it is read back. */
export interface Evidence {
  /** The spec as it stands in the file: whoever uses it has to check it. */
  readonly spec: JsonObject;
  readonly begin: RunStatus;
  readonly steps: readonly WitnessedStep[];
  readonly recorded: Recorded;
}

/** What the run had come to, and what is to be said about it again. */
export interface Recorded {
  readonly verdict: string;
  readonly exitCode: number;
  readonly status: RunStatus;
  readonly run: Pick<RunReport, 'name' | 'namespace' | 'uid' | 'source' | 'args' | 'startedAt' | 'endedAt'>;
}

/** The written form. Times keep their milliseconds. */
export function evidenceToJson({ report, documents, spec, begin, steps }: Witnessed): JsonObject {
  return {
    kind: KIND,
    version: VERSION,
    report: reportToJson(report),
    status: statusToJson(report.status, { exact: true }),
    documents,
    spec,
    begin: statusToJson(begin, { exact: true }),
    steps,
  };
}

/**
 * Reads written evidence.
 *
 * @param file its name, for the error
 * @throws Fault STATE_INVALID when the text is no evidence, is damaged, or was written by a newer version
 */
export function evidenceFromText(text: string, file: string): Evidence {
  const json = parse(text, file);
  if (!isJsonObject(json) || json['kind'] !== KIND)
    throw refused(file, `it is no evidence (kind "${KIND}" was expected)`);
  if (json['version'] !== VERSION) {
    throw refused(file, `it has version ${JSON.stringify(json['version'] ?? null)}, this program reads ${VERSION}`);
  }
  try {
    return evidenceIn(json);
  } catch (thrown) {
    if (thrown instanceof Fault) throw refused(file, `it is damaged: ${thrown.message}`, thrown);
    throw thrown;
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refused(file, 'it is damaged, not JSON', cause);
  }
}

function evidenceIn(json: JsonObject): Evidence {
  const evidence = new Members(json, 'evidence');
  return {
    spec: needed(evidence.object('spec', objectIn), 'evidence.spec'),
    begin: needed(evidence.object('begin', statusFromJson), 'evidence.begin'),
    steps: evidence.list('steps', stepFromJson),
    recorded: recordedIn(evidence),
  };
}

function recordedIn(evidence: Members): Recorded {
  const report = new Members(needed(evidence.object('report', objectIn), 'evidence.report'), 'evidence.report');
  const run = new Members(needed(report.object('run', objectIn), 'evidence.report.run'), 'evidence.report.run');
  const textOf = (name: string): string => needed(run.text(name), `evidence.report.run.${name}`);
  return {
    verdict: needed(report.text('verdict'), 'evidence.report.verdict'),
    exitCode: report.number('exitCode'),
    status: needed(evidence.object('status', statusFromJson), 'evidence.status'),
    run: {
      name: textOf('name'),
      namespace: textOf('namespace'),
      uid: textOf('uid'),
      source: run.list('source', textIn),
      args: run.list('args', argumentIn),
      startedAt: needed(run.time('startedAt'), 'evidence.report.run.startedAt'),
      endedAt: needed(run.time('endedAt'), 'evidence.report.run.endedAt'),
    },
  };
}

function textIn(json: Json, path: string): string {
  if (typeof json === 'string') return json;
  throw new Fault('STATE_INVALID', `${path} is no text`, { path });
}

function argumentIn(json: Json, path: string): { name: string; value: string } {
  const argument = new Members(json, path);
  return { name: needed(argument.text('name'), `${path}.name`), value: argument.text('value') ?? '' };
}

function objectIn(json: Json, path: string): JsonObject {
  if (isJsonObject(json)) return json;
  throw new Fault('STATE_INVALID', `${path} is no object`, { path });
}

function refused(file: string, why: string, cause?: unknown): Fault {
  return new Fault('STATE_INVALID', `${file} cannot be replayed: ${why}`, { file }, { cause });
}
