import { randomUUID } from 'node:crypto';
import { type Clock, waitUntil } from '../../src/core/clock.ts';
import { Fault } from '../../src/core/fault.ts';
import { after, millisOf } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Http } from '../../src/providers/http/http.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { SecretSource } from '../../src/runner/secrets/secret-source.ts';
import { SecretStore } from '../../src/runner/secrets/secret-store.ts';
import type { MeasuredLook, RunMeasures } from '../../src/service/runs/run-measures.ts';
import type { KeptRuns, RunBounds, RunLimits, RunParts } from '../../src/service/runs/run-parts.ts';
import type { StartRequest } from '../../src/service/runs/runs.ts';
import type { ServiceLog } from '../../src/service/service-log.ts';
import type { Store } from '../../src/service/store/store.ts';

/** What a made-up backend answers to the n-th measurement of a metric, from 1 on. */
export type Answering = (metric: string, number: number) => { readonly value: number; readonly tookMs?: number };

/** A made-up backend, which remembers `metric number` of all that it was asked. */
export interface Backend {
  readonly provider: Provider;
  readonly asked: readonly string[];
}

export function backend(answer: Answering, clock: Clock): Backend {
  const asked: string[] = [];
  const provider: Provider = {
    kind: 'scripted',
    type: 'Scripted',
    parse: (raw) => raw,
    async measure(_config, { metric, signal }) {
      asked.push(`${metric.name} ${metric.number}`);
      const { value, tookMs = 0 } = answer(metric.name, metric.number);
      if (tookMs > 0) await waitUntil(clock, after(clock.now(), millisOf(tookMs)), signal);
      return { kind: 'value', value, text: String(value) };
    },
  };
  return { provider, asked };
}

/** A template whose metrics ask the made-up backend. */
export function scriptedTemplate(metrics: readonly JsonObject[], spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'checkout' },
    spec: {
      metrics: metrics.map((metric) => ({ provider: { plugin: { scripted: {} } }, ...metric })),
      ...spec,
    },
  };
}

/** A start of a template that is given with it. */
export function startOf(document: JsonObject, more: Partial<StartRequest> = {}): StartRequest {
  return { template: { kind: 'given', document }, args: {}, labels: {}, mayBeEndless: true, ...more };
}

/** Measures that are kept for looking at. */
export interface Counted extends RunMeasures {
  readonly looks: readonly MeasuredLook[];
  readonly counts: Readonly<Record<string, number>>;
}

export function counted(): Counted {
  const looks: MeasuredLook[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string, by = 1): void => {
    counts[what] = (counts[what] ?? 0) + by;
  };
  return {
    looks,
    counts,
    started: () => count('started'),
    refused: (why) => count(`refused ${why}`),
    ended: (verdict) => count(`ended ${verdict}`),
    measured: (look) => void looks.push(look),
    recorded: () => count('recorded'),
    recordFailed: () => count('recordFailed'),
    claimed: (runs) => count('claimed', runs),
    lost: (runs) => count('lost', runs),
  };
}

/** A log that keeps what it is told. */
export interface KeptLog extends ServiceLog {
  readonly lines: readonly string[];
}

export function keptLog(): KeptLog {
  const lines: string[] = [];
  const keep = (text: string): void => void lines.push(text);
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}

const OFFLINE: Http = { send: () => Promise.reject(new Fault('PROVIDER_UNREACHABLE', 'this test has no network')) };

export interface PartsGiven {
  readonly store: Store;
  readonly clock: Clock;
  /** Default: `clock`. */
  readonly steady?: Clock;
  readonly providers: readonly Provider[];
  readonly http?: Http;
  readonly secrets?: readonly SecretSource[];
  readonly limits?: RunLimits;
  readonly kept?: KeptRuns;
  readonly measures?: RunMeasures;
  readonly log?: ServiceLog;
  readonly replica?: string;
  readonly checkCallback?: RunParts['checkCallback'];
  readonly bounds?: RunBounds;
}

/** What a replica is put together from, with nothing of the world but what is given. */
export function partsOf(given: PartsGiven): RunParts {
  const { store, clock, steady = clock, providers, http = OFFLINE, secrets = [], kept = {} } = given;
  const world = {
    providers: new Map(providers.map((provider) => [provider.kind, provider])),
    http,
    env: {},
    secrets: new SecretStore(secrets),
    hasCluster: false,
  };
  return {
    store,
    replica: given.replica ?? randomUUID(),
    version: '0.0.0-test',
    clock,
    steady,
    newId: () => randomUUID(),
    random: () => 0.5,
    worldFor: () => world,
    checkCallback: given.checkCallback ?? (() => Promise.resolve()),
    limits: given.limits ?? { liveRuns: 50_000 },
    keptRuns: () => kept,
    measures: given.measures ?? counted(),
    log: given.log ?? keptLog(),
    ...(given.bounds && { bounds: given.bounds }),
  };
}
