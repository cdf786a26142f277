import { Fault } from '../../../core/fault.ts';
import { durationMs } from '../../../core/go/duration.ts';
import type { Millis } from '../../../core/instant.ts';
import { NOT_STARTED } from '../../../resources/run-status.ts';
import { type Chosen, nameFor, sourceOf } from '../../../runner/begin/chosen.ts';
import { readyRun, refuseUnready } from '../../../runner/begin/ready-run.ts';
import { runSpecOf } from '../../../runner/begin/run-spec-of.ts';
import { maskJson } from '../../../runner/evidence/mask-value.ts';
import { BLANK_STAND, type RunWish } from '../../store/rows.ts';
import type { NewRun, TemplateStore } from '../../store/store.ts';
import { REQUEST_WORDS } from '../request-words.ts';
import type { RunParts } from '../run-parts.ts';
import type { Asker, StartRequest } from '../runs.ts';
import { traceOf } from '../trace-of.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { TemplateReader } from './template-reader.ts';
import { templateSet } from './template-set.ts';

export interface NewRunParts extends Pick<RunParts, 'clock' | 'steady' | 'newId' | 'worldFor' | 'checkCallback'> {
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
export async function newRun(
  { namespace, request, asker, idempotencyKey }: Start,
  parts: NewRunParts,
): Promise<NewRun> {
  const timeoutMs = timeoutOf(request);
  if (request.callback !== undefined) await parts.checkCallback(request.callback.url);
  const documents = await templateSet(namespace, request.template, parts.templates, parts.reader);
  const chosen: Chosen = { kind: 'templates', templates: [documents[0]] };
  const values = new Map(Object.entries(request.args));
  const args = { values, forThisRun: new Set(values.keys()) };
  const spec = runSpecOf(chosen, documents, { args, metrics: [], dryRun: [] }, REQUEST_WORDS);
  const id = parts.newId();
  const ref = { name: nameFor(chosen, id), namespace, uid: id };
  const trace = traceOf(asker);
  const world = parts.worldFor({ namespace, ...trace });
  const ready = readyRun(
    { ref, spec, status: NOT_STARTED, memory: new Map() },
    { ...world, store: world.secrets, clock: parts.clock, elapsed: () => parts.steady.now() },
  );
  const hasTimeout = timeoutMs !== undefined || request.mayBeEndless;
  await refuseUnready(ready, { store: world.secrets, hasCluster: world.hasCluster, hasTimeout, words: REQUEST_WORDS });
  const wish: RunWish = {
    source: sourceOf(chosen),
    documents: documents.map(({ json }) => maskJson(json, ready.known.redact)),
    spec,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(request.callback && { callback: request.callback }),
    ...trace,
  };
  return {
    run: {
      id,
      namespace,
      name: ref.name,
      labels: request.labels,
      wish,
      attempt: 1,
      stand: BLANK_STAND,
      createdAt: parts.clock.now(),
      isTerminating: false,
    },
    body: { by: asker.name },
    ...(idempotencyKey !== undefined && {
      idempotency: { key: idempotencyKey, fingerprint: fingerprintOf(request) },
    }),
  };
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
