import { type Clock, waitUntil } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { pollWait } from './poll-wait.ts';
import { type RemoteRun, remoteRunFrom } from './remote-run.ts';
import { type Call, type Service, ServiceRefusal } from './service.ts';
import type { StartRequest } from './start-request.ts';
import { resolvedOf } from './steps-between.ts';

/** How long one try may take beyond what was to be waited for. */
const ANSWER_TIME = millisOf(30_000);
/** A start is not waited for longer than a restart of the service takes. */
const START_PATIENCE = millisOf(60_000);
/** A run goes on while the service is away, so it is worth waiting for. */
const FOLLOW_PATIENCE = millisOf(600_000);
/** Where the service answers before its time, it is asked again after a moment. */
const MOMENT = millisOf(1_000);

/**
 * Starts a run at the service, once, however often it has to be asked.
 *
 * @param key    its `Idempotency-Key`
 * @param signal aborted: no more tries
 * @throws Fault that of the service, SERVICE_UNREACHABLE
 */
export async function startRun(
  service: Service,
  { namespace, body }: StartRequest,
  key: string,
  signal: AbortSignal,
): Promise<RemoteRun> {
  const path = `/namespaces/${encodeURIComponent(namespace)}/runs`;
  const headers = [['Idempotency-Key', key] as const];
  try {
    const call = {
      method: 'POST',
      path,
      body,
      headers,
      timeout: ANSWER_TIME,
      patience: START_PATIENCE,
      signal,
    } as const;
    return remoteRunFrom(await service.call(call));
  } catch (thrown) {
    if (thrown instanceof ServiceRefusal) throw new Fault(thrown.problem.code, thrown.message, {}, { cause: thrown });
    throw thrown;
  }
}

/** A run that goes on at the service. What the service refuses from now on is no fault of whoever asked: Fault SERVICE_REFUSED. */
export class FollowedRun {
  readonly #service: Service;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #elapsed: () => number;

  constructor(service: Service, run: RemoteRun, { clock, elapsed }: { clock: Clock; elapsed: () => number }) {
    this.#service = service;
    this.#path = `/namespaces/${encodeURIComponent(run.namespace)}/runs/${encodeURIComponent(run.id)}`;
    this.#clock = clock;
    this.#elapsed = elapsed;
  }

  /** Every look at the run, from `first` on to the one that has its verdict. */
  async *looks(first: RemoteRun): AsyncGenerator<RemoteRun, void, void> {
    let run = first;
    for (let idle = 0; ; ) {
      yield run;
      if (run.verdict !== undefined) return;
      const wait = pollWait(resolvedOf(run), run.status, this.#clock.now(), idle);
      const before = run;
      run = await this.#lookWithin(wait);
      idle = JSON.stringify(before.status) === JSON.stringify(run.status) ? idle + 1 : 0;
    }
  }

  /**
   * Asks for an early end; the verdict follows.
   *
   * @param signal aborted once it has ended anyhow: then nothing more is asked, and nothing thrown
   */
  async terminate(signal: AbortSignal): Promise<void> {
    try {
      await this.#call({ method: 'POST', path: `${this.#path}/terminate`, timeout: ANSWER_TIME, signal });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  /** The evidence so far, as `verdict replay` reads it. */
  evidence(): Promise<JsonObject> {
    return this.#call({ method: 'GET', path: `${this.#path}/evidence`, timeout: millisOf(5 * ANSWER_TIME) });
  }

  async #lookWithin(wait: Millis): Promise<RemoteRun> {
    const asked = this.#elapsed();
    const path = `${this.#path}?wait=${Math.ceil(wait / 1000)}s`;
    const run = remoteRunFrom(await this.#call({ method: 'GET', path, timeout: millisOf(wait + ANSWER_TIME) }));
    const early = wait - (this.#elapsed() - asked);
    if (run.verdict === undefined && early > 0) {
      await waitUntil(this.#clock, after(this.#clock.now(), millisOf(Math.min(early, MOMENT))));
    }
    return run;
  }

  async #call(call: Omit<Call, 'patience'>): Promise<JsonObject> {
    try {
      return await this.#service.call({ ...call, patience: FOLLOW_PATIENCE });
    } catch (thrown) {
      if (!(thrown instanceof ServiceRefusal)) throw thrown;
      throw new Fault(
        'SERVICE_REFUSED',
        `the run was begun, and the service says no more of it: ${thrown.message}`,
        {},
        { cause: thrown },
      );
    }
  }
}
