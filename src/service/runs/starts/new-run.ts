import { Fault } from '../../../core/fault.ts';
import { durationMs } from '../../../core/go/duration.ts';
import type { Millis } from '../../../core/instant.ts';
import type { Redact } from '../../../core/secret.ts';
import { NOT_STARTED } from '../../../resources/run-status.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { type Chosen, nameFor, sourceOf } from '../../../runner/begin/chosen.ts';
import { readyRun, refuseUnready } from '../../../runner/begin/ready-run.ts';
import { runSpecOf } from '../../../runner/begin/run-spec-of.ts';
import type { GivenArguments } from '../../../runner/begin/wishes.ts';
import { maskJson } from '../../../runner/evidence/mask-value.ts';
import { REGEXP_PARTS } from '../../run-limits.ts';
import { BLANK_STAND, type RunWish } from '../../store/rows.ts';
import type { NewRun, TemplateStore } from '../../store/store.ts';
import { REQUEST_WORDS } from '../request-words.ts';
import type { RunParts } from '../run-parts.ts';
import type { Asker, StartRequest } from '../runs.ts';
import { traceOf } from '../trace-of.ts';
import { fingerprintOf } from './fingerprint.ts';
import { refuseLargeRun } from './refuse-large-run.ts';
import type { TemplateReader } from './template-reader.ts';
import { templateSet } from './template-set.ts';

export interface NewRunParts
  extends Pick<RunParts, 'clock' | 'steady' | 'newId' | 'worldFor' | 'checkCallback' | 'bounds'> {
  readonly templates: Pick<TemplateStore, 'getAll'>;
  readonly reader: TemplateReader;
}

/** A start as it is asked for. */
export interface Start {
  readonly namespace: string;
  readonly request: StartRequest;
  readonly asker: Asker;
  readonly idempotencyKey?: string;
}

/**
 * Makes a run of what is asked for, held to all that `verdict run` holds one to. Nothing is stored or measured.
 *
 * @throws Fault for everything that stands against the run: NOT_FOUND, INPUT_INVALID, TEMPLATE_INVALID, PROVIDER_UNKNOWN, CONDITION_INVALID,
 *   USAGE_INVALID for one without an end, EGRESS_DENIED, REQUEST_INVALID
 */
export async function newRun(start: Start, parts: NewRunParts): Promise<NewRun> {
  const { namespace, request, asker, idempotencyKey } = start;
  const timeoutMs = timeoutOf(request);
  if (request.callback !== undefined) await parts.checkCallback(request.callback.url);
  const documents = await templateSet(namespace, request.template, parts.templates, parts.reader);
  const chosen: Chosen = { kind: 'templates', templates: [documents[0]] };
  const spec = runSpecOf(chosen, documents, { args: argumentsOf(request), metrics: [], dryRun: [] }, REQUEST_WORDS);
  refuseLargeRun(spec);
  const id = parts.newId();
  const name = nameFor(chosen, id);
  const redact = await checked({ id, name, spec, hasTimeout: timeoutMs !== undefined }, start, parts);
  const wish: RunWish = {
    source: sourceOf(chosen),
    documents: documents.map(({ json }) => maskJson(json, redact)),
    spec,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(request.callback && { callback: request.callback }),
    ...traceOf(asker),
  };
  const beginning = { attempt: 1, stand: BLANK_STAND, createdAt: parts.clock.now(), isTerminating: false };
  return {
    run: { id, namespace, name, labels: request.labels, wish, ...beginning },
    body: { by: asker.name },
    ...(idempotencyKey !== undefined && {
      idempotency: { key: idempotencyKey, fingerprint: fingerprintOf(request) },
    }),
  };
}

/** Every argument was given for this very run: one that no template knows is a mistake. */
function argumentsOf({ args }: StartRequest): GivenArguments {
  const values = new Map(Object.entries(args));
  return { values, forThisRun: new Set(values.keys()) };
}

interface Checking {
  readonly id: string;
  readonly name: string;
  readonly spec: RunSpec;
  readonly hasTimeout: boolean;
}

/** @returns the redaction that knows the run's secrets. @throws Fault for all that stands against it */
async function checked(
  { id, name, spec, hasTimeout }: Checking,
  { namespace, request, asker }: Start,
  { worldFor, clock, steady, bounds }: NewRunParts,
): Promise<Redact> {
  const { secrets: store, hasCluster, ...world } = worldFor({ namespace, ...traceOf(asker) });
  // Conditions without arguments were looked at when their template was read.
  if (hasFilledConditions(spec)) await bounds?.pass?.(namespace);
  const ready = readyRun(
    { ref: { name, namespace, uid: id }, spec, status: NOT_STARTED, memory: new Map() },
    { ...world, store, clock, elapsed: () => steady.now() },
  );
  const mayStart = hasTimeout || request.mayBeEndless;
  await refuseUnready(ready, {
    store,
    hasCluster,
    hasTimeout: mayStart,
    words: REQUEST_WORDS,
    regexpParts: REGEXP_PARTS,
    jsonata: bounds?.jsonata?.(namespace),
  });
  return ready.known.redact;
}

function timeoutOf({ timeout }: StartRequest): Millis | undefined {
  if (timeout === undefined) return undefined;
  const ms = readDuration(timeout);
  if (ms !== undefined && ms > 0) return ms;
  const message = `"timeout": a duration above 0 was expected, such as "90s" or "1h30m", not ${JSON.stringify(timeout)}`;
  throw new Fault('REQUEST_INVALID', message, { path: 'timeout' });
}

function readDuration(text: string): Millis | undefined {
  try {
    return durationMs(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}

function hasFilledConditions({ metrics }: RunSpec): boolean {
  return metrics.some(({ successCondition = '', failureCondition = '', transform = '' }) =>
    (successCondition + failureCondition + transform).includes('{{'),
  );
}
