import type { Explanation, Verdict } from '../../../analysis/explanation.ts';
import { Fault } from '../../../core/fault.ts';
import type { Instant } from '../../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { Members } from '../../../resources/members.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { statusFromJson } from '../../../resources/run-status-json.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { specInFile } from '../../../runner/begin/spec-in-file.ts';
import { explanationFromJson } from '../../../runner/report/explanation-from-json.ts';
import type { RunReport } from '../../../runner/report/run-report.ts';

/** A run as the service shows it. */
export interface RemoteRun {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly source: readonly string[];
  readonly args: RunReport['args'];
  /** As merged, secrets taken out; absent when it cannot be read, as one from a newer service: it is only there to be shown. */
  readonly spec?: RunSpec;
  /** Absent while it goes on. */
  readonly verdict?: Verdict;
  /** Times in whole seconds. */
  readonly status: RunStatus;
  /** Absent before its first step. */
  readonly explanation?: Explanation;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
}

/**
 * Reads a run as the service shows it.
 *
 * @throws Fault SERVICE_REFUSED for what is none
 */
export function remoteRunFrom(json: JsonObject): RemoteRun {
  try {
    return runIn(json);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new Fault(
      'SERVICE_REFUSED',
      `the service answered with a run that cannot be read: ${thrown.message}`,
      {},
      { cause: thrown },
    );
  }
}

function runIn(json: JsonObject): RemoteRun {
  const run = new Members(json, 'run');
  const explanation = run.object('explanation', explanationFromJson);
  const [startedAt, endedAt] = [run.time('startedAt'), run.time('endedAt')];
  const isOver = run.text('verdict') !== undefined;
  if (isOver && explanation === undefined) throw new Fault('STATE_INVALID', 'run.explanation is missing');
  const spec = specOf(json['spec']);
  return {
    id: needed(run, 'id'),
    name: needed(run, 'name'),
    namespace: needed(run, 'namespace'),
    source: run.list('source', textIn),
    args: run.list('args', argumentIn),
    ...(spec && { spec }),
    ...(isOver && explanation && { verdict: explanation.verdict }),
    status: run.object('status', statusFromJson) ?? statusFromJson({}),
    ...(explanation && { explanation }),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

function needed(run: Members, name: string): string {
  const text = run.text(name);
  if (text !== undefined) return text;
  throw new Fault('STATE_INVALID', `run.${name} is missing`);
}

function textIn(json: Json, path: string): string {
  if (typeof json === 'string') return json;
  throw new Fault('STATE_INVALID', `${path} is no text`);
}

function argumentIn(json: Json, path: string): { name: string; value: string } {
  const argument = new Members(json, path);
  return { name: argument.text('name') ?? '', value: argument.text('value') ?? '' };
}

function specOf(json: Json | undefined): RunSpec | undefined {
  if (!isJsonObject(json)) return undefined;
  try {
    return specInFile(json, 'spec');
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
