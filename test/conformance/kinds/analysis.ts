import { assess } from '../../../src/analysis/assess.ts';
import { answerTo, failedAnswer } from '../../../src/analysis/judge-reading.ts';
import { record } from '../../../src/analysis/record.ts';
import { collectsDue } from '../../../src/analysis/retain.ts';
import type { Answer, Collected, LookDue, Measured } from '../../../src/analysis/sample.ts';
import { resultOf, wakeAt } from '../../../src/analysis/schedule.ts';
import { formatShortest } from '../../../src/core/go/float.ts';
import { marshalJson } from '../../../src/core/go/json.ts';
import { after, type Instant, millisOf, parseInstant } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Metadata } from '../../../src/core/reading.ts';
import { redactor, Secret } from '../../../src/core/secret.ts';
import type { Value } from '../../../src/core/value.ts';
import { decodeValue } from '../../../src/core/value-json.ts';
import { evaluate } from '../../../src/evaluator/evaluate.ts';
import type { ReadySpec } from '../../../src/resources/analysis-spec.ts';
import { type CompletedPhase, isCompleted, NOT_STARTED, type RunStatus } from '../../../src/resources/run-status.ts';
import { statusFromJson, statusToJson } from '../../../src/resources/run-status-json.ts';
import type { RunSpec } from '../../../src/resources/schema/run-spec.ts';
import { conditionsOf } from '../../../src/runner/judge-of.ts';
import { redactAnswer } from '../../../src/runner/redact-answer.ts';
import { resolve } from '../../../src/template/resolve.ts';
import type { Resolved, SecretsRead } from '../../../src/template/resolved.ts';
import { compare, type Kind, type Outcome, PASSED, sameJson } from '../kind.ts';

interface Line {
  readonly name: string;
  readonly spec: RunSpec;
  readonly script: Readonly<Record<string, readonly Scripted[]>>;
  readonly extra?: Readonly<Record<string, Extra>>;
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly steps: readonly Step[];
}

/** What a made-up provider answers to one started measurement. */
interface Scripted {
  readonly value?: Json;
  readonly error?: string;
  readonly phase?: CompletedPhase;
  readonly message?: string;
  readonly providerError?: string;
  readonly pending?: number;
  readonly resumeAfter?: number;
  readonly runningPhase?: 'Running' | 'Pending' | '';
  readonly resumeProviderError?: string;
  readonly onTerminate?: CompletedPhase | 'Running';
  readonly terminateMessage?: string;
  readonly took?: number;
  readonly metadata?: Metadata;
}

interface Extra {
  readonly metadata?: Metadata;
  readonly gcError?: string;
  readonly gcProviderError?: string;
}

interface Step {
  readonly now: string;
  readonly event: string;
  readonly spec?: RunSpec;
  readonly end?: string;
  readonly calls: readonly Json[];
  readonly changed: boolean;
  readonly status?: JsonObject;
  readonly events: readonly Json[];
  readonly wakeAt: string | null;
}

interface Pass {
  readonly calls: readonly Json[];
  readonly status: RunStatus;
  readonly events: readonly unknown[];
  readonly wakeAt: Instant | undefined;
}

/** Whole runs, pass by pass: the engine is driven as upstream's controller is, with a made-up clock and made-up providers. */
export const analysis: Kind = {
  name: 'analysis',
  title: (line: Line) => line.name,
  run: (line: Line) => runLine(line),
};

function runLine(line: Line): Outcome {
  const players = new Map<string, Player>();
  let stored: JsonObject | undefined;
  let decided: Outcome = PASSED;
  let { spec } = line;
  for (const [index, step] of line.steps.entries()) {
    spec = step.event === 'terminate' ? { ...spec, terminate: true } : (step.spec ?? spec);
    const before = stored === undefined ? NOT_STARTED : statusFromJson(stored);
    const pass = runPass({ line, players, resolved: resolve(spec, secretsOf(line)) }, before, step);
    const after: JsonObject = statusToJson(pass.status);
    const changed = !sameJson(after, stored ?? {});
    const got = {
      step: index,
      calls: pass.calls,
      changed,
      ...(changed && { status: byName(after) }),
      events: pass.events,
      ...(!isCompleted(pass.status.phase) && {
        wakeAt: pass.wakeAt === undefined ? null : new Date(pass.wakeAt).getTime(),
      }),
    };
    const wanted = {
      step: index,
      calls: step.calls,
      changed: step.changed,
      ...(step.status && { status: byName(step.status) }),
      events: step.events,
      ...(!isCompleted(pass.status.phase) && { wakeAt: step.wakeAt === null ? null : new Date(step.wakeAt).getTime() }),
    };
    const outcome = compare(wanted, got);
    if (outcome.kind !== 'passed' && !sameJson(withoutSecrets(wanted, line), got)) return outcome;
    if (outcome.kind !== 'passed') decided = SECRETS_TAKEN_OUT;
    stored = after;
  }
  return decided;
}

const SECRETS_TAKEN_OUT: Outcome = {
  kind: 'byDecision',
  rule: 'secrets are taken out of values and metadata, not only out of messages',
  record: '0001-secrets-in-values.md',
};

function withoutSecrets(wanted: object, { secrets = {} }: Line): unknown {
  const redact = redactor(
    Object.values(secrets).flatMap((keys) => Object.values(keys).map((text) => new Secret(text))),
  );
  return JSON.parse(JSON.stringify(wanted), (key, value: unknown) =>
    key === 'value' && typeof value === 'string' ? redact(value) : value,
  );
}

/** `metricResults` is a map in all but form: upstream appends in order of completion. */
function byName(status: JsonObject): JsonObject {
  const results = status['metricResults'];
  if (!Array.isArray(results)) return status;
  return { ...status, metricResults: results.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) };
}

function nameOf(result: Json): string {
  const name = isJsonObject(result) ? result['name'] : undefined;
  return typeof name === 'string' ? name : '';
}

function secretsOf({ secrets = {} }: Line): SecretsRead {
  const sealed = (keys: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, new Secret(text)]));
  return new Map(Object.entries(secrets).map(([name, keys]) => [name, { kind: 'found', keys: sealed(keys) }]));
}

interface Stage {
  readonly line: Line;
  readonly players: Map<string, Player>;
  readonly resolved: Resolved;
}

function runPass(stage: Stage, before: RunStatus, step: Step): Pass {
  const now = moment(step.now);
  const end = step.end === undefined ? now : moment(step.end);
  const { spec } = stage.resolved;
  const first = assess(spec, before, now);
  if (spec.kind === 'refused' || isCompleted(before.phase)) {
    return { calls: [], status: first.status, events: first.events, wakeAt: undefined };
  }
  const looks = first.due.filter((due) => due.kind !== 'collect');
  const calls: Json[] = [];
  const samples = looks.map((due) => play({ ...stage, calls }, due, { now, judgedAt: end }));
  const judged = looks.length === 0 ? first : record(spec, first.status, samples, end);
  const collected = collect(stage, spec, judged.status, calls);
  const { status } = record(spec, judged.status, collected, end);
  return { calls, status, events: judged.events, wakeAt: wakeAt(spec, status, end) };
}

function moment(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`not a time: ${text}`);
  return parsed;
}

/** Where a metric's script stands. */
interface Player {
  /** Index of the answer of the last started measurement. */
  started: number;
  resumes: number;
}

function play(
  { line, players, resolved, calls }: Stage & { calls: Json[] },
  due: LookDue,
  { now, judgedAt }: { now: Instant; judgedAt: Instant },
): Measured {
  const script = line.script[due.metric] ?? [{ value: 1 }];
  const player = players.get(due.metric) ?? { started: -1, resumes: 0 };
  players.set(due.metric, player);
  if (due.kind === 'start') {
    player.started += 1;
    player.resumes = 0;
  }
  const scripted = script[Math.min(player.started, script.length - 1)] ?? { value: 1 };
  const unbuilt =
    due.kind === 'start' ? scripted.providerError : player.resumes === 0 ? scripted.resumeProviderError : undefined;
  if (unbuilt === undefined) calls.push([due.metric, due.kind === 'start' ? 'run' : due.kind]);
  if (due.kind === 'resume') player.resumes += 1;
  const metricMetadata = line.extra?.[due.metric]?.metadata;
  return {
    kind: 'measured',
    metric: due.metric,
    look: due.kind,
    startedAt: now,
    finishedAt: after(now, millisOf((scripted.took ?? 0) * 1000)),
    answer: redactAnswer(
      unbuilt === undefined ? answerOf(scripted, due, { player, resolved, now, judgedAt }) : failedAnswer(unbuilt),
      resolved.redact,
    ),
    ...(metricMetadata && unbuilt === undefined && { metricMetadata }),
  };
}

interface Moment {
  readonly player: Player;
  readonly resolved: Resolved;
  readonly now: Instant;
  readonly judgedAt: Instant;
}

function answerOf(scripted: Scripted, due: LookDue, moment: Moment): Answer {
  const metadata = scripted.metadata && { metadata: scripted.metadata };
  if (due.kind === 'terminate') {
    const phase = scripted.onTerminate ?? 'Inconclusive';
    const message = scripted.terminateMessage !== undefined && { message: scripted.terminateMessage };
    if (phase !== 'Running') return { kind: 'ended', phase, ...message };
    return { kind: 'pending', phase: scripted.runningPhase ?? 'Running', ...message };
  }
  if (moment.player.resumes < (scripted.pending ?? 0)) {
    const resumeAt = scripted.resumeAfter !== undefined && {
      resumeAt: after(moment.now, millisOf(scripted.resumeAfter * 1000)),
    };
    return { kind: 'pending', phase: scripted.runningPhase ?? 'Running', ...resumeAt, ...metadata };
  }
  if (scripted.error !== undefined) return { ...failedAnswer(scripted.error), ...metadata };
  if (scripted.phase !== undefined) {
    return {
      kind: 'ended',
      phase: scripted.phase,
      ...(scripted.message !== undefined && { message: scripted.message }),
      ...metadata,
    };
  }
  const value = decodeValue(scripted.value ?? null);
  const outcome = evaluate(conditionsOf(moment.resolved.opened(due.metric)), value, moment.judgedAt);
  return answerTo({ kind: 'value', value, text: textOf(value), ...metadata }, outcome);
}

function textOf(value: Value): string {
  if (value instanceof Float64Array) return `[${[...value].map(formatShortest).join(',')}]`;
  return typeof value === 'number' && !Number.isFinite(value) ? formatShortest(value) : marshalJson(value);
}

function collect(stage: Stage, spec: ReadySpec, status: RunStatus, calls: Json[]): readonly Collected[] {
  const collected: Collected[] = [];
  for (const { metric, keep } of collectsDue(spec, status)) {
    const extra = stage.line.extra?.[metric];
    const outcome = extra?.gcProviderError !== undefined ? 'unbuilt' : extra?.gcError === undefined ? 'done' : 'failed';
    if (outcome !== 'unbuilt') calls.push([metric, 'garbageCollect', keep]);
    collected.push({ kind: 'collected', metric, keep, outcome });
    if (outcome === 'failed' || resultOf(status, metric) === undefined) break;
  }
  return collected;
}
