import { waitUntil } from '../../../src/core/clock.ts';
import { Fault } from '../../../src/core/fault.ts';
import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { HttpAnswer } from '../../../src/providers/http/http.ts';
import type { Hop } from '../../../src/providers/http/wire.ts';
import { WireError } from '../../../src/providers/http/wire.ts';
import { builtInProviders } from '../../../src/providers/registry.ts';
import { NOT_STARTED, type RunStatus } from '../../../src/resources/run-status.ts';
import type { RunSpec } from '../../../src/resources/schema/run-spec.ts';
import { drive } from '../../../src/runner/drive.ts';
import type { Taken } from '../../../src/runner/progress.ts';
import { SharedQuestions, type SharedQuestionsOptions } from '../../../src/runner/shared-questions/shared-questions.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { resolve } from '../../../src/template/resolve.ts';
import { T0 } from '../../support/builders.ts';

/** A request that reached the backend. */
export interface Sent {
  readonly at: Instant;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the backend answers, and how many milliseconds it takes. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly tookMs?: number;
  /** There is no answer: the connection fails with this text. */
  readonly error?: string;
}

export type Backend = (request: Sent, number: number) => Reply;

/** A run that was begun. */
export interface BegunRun {
  status: RunStatus;
  /** In the order in which they came back. */
  readonly taken: Taken[];
  readonly stop: AbortController;
  isOver: boolean;
}

export interface World {
  readonly clock: VirtualClock;
  readonly sent: readonly Sent[];
  /** Requests under way now, and the most there have been at a time. */
  readonly underWay: { now: number; most: number };
  readonly sharing: SharedQuestions | undefined;
  begin(metrics: RunSpec['metrics'], namespace?: string): BegunRun;
}

export interface WorldOptions {
  readonly backend: Backend;
  /** False: runs share nothing. */
  readonly sharing?: false | Partial<Omit<SharedQuestionsOptions, 'clock' | 'steady'>>;
}

/** Many runs on one virtual clock that ask one made-up backend, by the real providers and the real client. */
export function sharedWorld({ backend, sharing: wanted = {} }: WorldOptions): World {
  const clock = new VirtualClock(T0);
  const sent: Sent[] = [];
  const underWay = { now: 0, most: 0 };
  const wire = async (hop: Hop): Promise<HttpAnswer> => {
    const { url, headers, body = '' } = hop;
    const request = { at: clock.now(), url: `${url.host}${url.path}`, body, headers: Object.fromEntries(headers) };
    sent.push(request);
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    const { tookMs = 0, error, status = 200, headers: answered = {}, body: text = '' } = backend(request, sent.length);
    await waitUntil(clock, after(clock.now(), millisOf(tookMs)), hop.signal);
    underWay.now -= 1;
    if (hop.signal.aborted) throw new WireError('context canceled');
    if (error !== undefined) throw new WireError(error);
    return { status, statusText: '', headers: answered, body: text };
  };
  const http = createHttp({ wire });
  const options = { skew: millisOf(2000), perConnection: { concurrency: 100 }, ...wanted };
  const sharing = wanted === false ? undefined : new SharedQuestions({ clock, steady: clock, ...options });
  const providers = builtInProviders({ openJobs: () => Promise.reject(new Fault('CLUSTER_UNREACHABLE', 'none')) });
  const deps = {
    clock,
    providers,
    http: sharing?.through(http) ?? http,
    env: () => undefined,
    secret: async () => undefined,
    elapsed: () => clock.now(),
    ...(sharing && { sharing, turns: sharing.turns }),
  };
  let number = 0;
  return {
    clock,
    sent,
    underWay,
    sharing,
    begin(metrics, namespace = 'default') {
      number += 1;
      const stop = new AbortController();
      const run: BegunRun = { status: NOT_STARTED, taken: [], stop, isOver: false };
      const resolved = resolve({ metrics }, new Map());
      const ref = { name: `run-${number}`, namespace, uid: `u-${number}` };
      void (async () => {
        const live = { ref, resolve: () => resolved, status: NOT_STARTED, memory: new Map(), stop: stop.signal };
        for await (const step of drive(live, deps)) {
          run.status = step.status;
          run.taken.push(...step.taken);
        }
        run.isOver = true;
      })();
      return run;
    },
  };
}

/** What Prometheus answers for one number. */
export function scalar(value: number): string {
  return JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [0, String(value)] } });
}

/** A Prometheus metric that asks this query. */
export function asks(query: string, given: Partial<RunSpec['metrics'][number]> = {}): RunSpec['metrics'][number] {
  return { name: 'm', provider: { prometheus: { address: 'http://prom:9090', query } }, ...given };
}
