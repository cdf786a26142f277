import { failedAnswer } from '../analysis/judge-reading.ts';
import type { Answer, LookDue } from '../analysis/sample.ts';
import { resultOf } from '../analysis/schedule.ts';
import { textOf } from '../core/fault.ts';
import { type Instant } from '../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Metadata, Reading } from '../core/reading.ts';
import type { Value } from '../core/value.ts';
import type { Exchange, Http } from '../providers/http/http.ts';
import { recording } from '../providers/http/recording.ts';
import type { Provider, RunRef, Scope } from '../providers/provider.ts';
import { providerFor } from '../providers/provider-for.ts';
import type { Metric } from '../resources/analysis-spec.ts';
import type { RunStatus } from '../resources/run-status.ts';
import type { Resolved } from '../template/resolved.ts';
import type { Deps } from './deps.ts';
import { conditionsOf, judged, transformed } from './judge-of.ts';
import type { Taken } from './progress.ts';
import { redactAnswer, redactMetadata } from './redact-answer.ts';
import { redactExchange } from './redact-exchange.ts';
import { refuseHuge } from './refuse-huge.ts';

/** The circumstances of one look. */
export interface LookAt {
  readonly run: Omit<RunRef, 'startedAt'>;
  readonly metric: Metric;
  readonly resolved: Resolved;
  readonly status: RunStatus;
  readonly signal: AbortSignal;
  /** Where questions are shared: how this one is asked. */
  readonly asking?: WayOfAsking;
}

/** How a look asks a question that others may have too. */
export interface WayOfAsking {
  /** The moment to ask about, for a look that begins now. */
  momentAt(now: Instant): Instant;
  /** The way out, with what is to be known about its requests. */
  through(http: Http): Http;
}

/** Takes one look: builds the provider, asks it, judges the answer, takes the secrets out. Never rejects. */
export async function take(due: LookDue, at: LookAt, deps: Deps): Promise<Taken> {
  const exchanges: Exchange[] = [];
  const { redact } = at.resolved;
  const startedAt = deps.clock.now();
  const seen = await look(due, { ...at, startedAt, exchanges }, deps);
  const note = noteOf(seen, exchanges);
  return {
    sample: {
      kind: 'measured',
      metric: due.metric,
      look: due.kind,
      startedAt,
      finishedAt: deps.clock.now(),
      answer: redactAnswer(seen.answer, redact),
      ...(seen.metricMetadata && { metricMetadata: redactMetadata(seen.metricMetadata, redact) }),
    },
    ...(seen.value !== undefined && { value: seen.value }),
    ...(note !== undefined && { note: redact(note) }),
    exchanges: exchanges.map((exchange) => redactExchange(exchange, redact)),
  };
}

/** What the provider wanted said, and whether the answer was another run's. */
function noteOf({ note }: Seen, exchanges: readonly Exchange[]): string | undefined {
  const sharedFrom = exchanges.at(-1)?.sharedFrom;
  if (sharedFrom === undefined) return note;
  const shared = `the answer is shared: an equal question was asked at ${sharedFrom}`;
  return note === undefined ? shared : `${note}; ${shared}`;
}

/** Lets a provider clean up. Providers that leave nothing behind need no call and no building. */
export async function collect(keep: number, at: LookAt, deps: Deps): Promise<'done' | 'unbuilt' | 'failed'> {
  const provider = deps.providers.get(at.metric.provider.kind);
  if (provider?.inFlight?.collect === undefined) return 'done';
  const scope = scopeOf({ ...at, startedAt: deps.clock.now(), exchanges: [] }, deps);
  try {
    const config = await provider.parse(configOf(at.resolved.opened(at.metric.name), at.metric), scope);
    try {
      await provider.inFlight.collect(config, scope, keep);
      return 'done';
    } catch {
      return 'failed';
    }
  } catch {
    return 'unbuilt';
  }
}

interface Looking extends LookAt {
  readonly startedAt: Instant;
  readonly exchanges: Exchange[];
}

interface Seen {
  readonly answer: Answer;
  readonly metricMetadata?: Metadata;
  readonly value?: Value;
  readonly note?: string;
}

async function look(due: LookDue, at: Looking, deps: Deps): Promise<Seen> {
  let metricMetadata: Metadata | undefined;
  try {
    const provider = providerFor(deps.providers, at.metric.name, at.metric.provider.kind);
    const scope = scopeOf(at, deps);
    const opened = at.resolved.opened(at.metric.name);
    const config = await provider.parse(configOf(opened, at.metric), scope);
    if (due.kind === 'start') metricMetadata = provider.describe?.(config);
    const conditions = conditionsOf(opened);
    const asked = await ask(provider, due, { config, scope, status: at.status });
    const reading = await transformed(asked, conditions, at.startedAt, deps.jsonata);
    refuseHuge(reading, deps.largestValue);
    const turn = deps.turn?.();
    if (turn !== undefined) await turn;
    const answer = await judged(reading, conditions, deps.clock.now(), {
      jsonata: deps.jsonata,
      patience: deps.patience?.(),
    });
    const value =
      reading.kind === 'value'
        ? { value: reading.value, ...(reading.note !== undefined && { note: reading.note }) }
        : {};
    return { answer, ...(metricMetadata && { metricMetadata }), ...value };
  } catch (thrown) {
    return { answer: failedAnswer(textOf(thrown)), ...(metricMetadata && { metricMetadata }) };
  }
}

interface Asking {
  readonly config: unknown;
  readonly scope: Scope;
  readonly status: RunStatus;
}

async function ask(provider: Provider, due: LookDue, { config, scope, status }: Asking): Promise<Reading> {
  if (due.kind === 'start') return provider.measure(config, scope);
  const last = resultOf(status, due.metric)?.measurements.at(-1);
  const underWay = {
    metadata: last?.metadata ?? {},
    ...(last?.startedAt !== undefined && { startedAt: last.startedAt }),
  };
  if (provider.inFlight === undefined) return { kind: 'pending' };
  return due.kind === 'resume'
    ? provider.inFlight.resume(config, scope, underWay)
    : provider.inFlight.terminate(config, scope, underWay);
}

function scopeOf({ run, metric, resolved, status, signal, asking, startedAt, exchanges }: Looking, deps: Deps): Scope {
  const result = resultOf(status, metric.name);
  const interval = resolved.opened(metric.name)['interval'];
  return {
    env: deps.env,
    secret: deps.secret,
    namespace: run.namespace,
    run: { ...run, ...(status.startedAt !== undefined && { startedAt: status.startedAt }) },
    metric: {
      name: metric.name,
      interval: typeof interval === 'string' ? interval : '',
      number: (result?.count ?? 0) + (result?.error ?? 0) + 1,
    },
    now: asking?.momentAt(startedAt) ?? startedAt,
    signal,
    ...(deps.patience && { patience: deps.patience }),
    http: recording(asking?.through(deps.http) ?? deps.http, (exchange) => exchanges.push(exchange), deps.elapsed),
  };
}

/** What stands below the provider's key in an opened metric. */
export function configOf(opened: JsonObject, { provider }: Metric): Json {
  const below = member(opened['provider'], provider.isPlugin ? 'plugin' : provider.kind);
  return (provider.isPlugin ? member(below, provider.kind) : below) ?? {};
}

function member(json: Json | undefined, key: string): Json | undefined {
  return isJsonObject(json) && Object.hasOwn(json, key) ? json[key] : undefined;
}
