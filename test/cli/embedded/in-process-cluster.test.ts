import { describe, expect, it } from 'vitest';
import { inProcessCluster } from '../../../src/cli/embedded/in-process-cluster.ts';
import { Fault } from '../../../src/core/fault.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Cluster, LinesRequest } from '../../../src/kube/cluster.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { clusterAt } from '../../support/cluster-at.ts';

const PODS = '/api/v1/namespaces/shop/pods';
const status = (code: number, reason: string, message: string, details: JsonObject = {}): ApiAnswer => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details },
});
const GONE = status(410, 'Expired', 'too old resource version: 1 (7)');
const pod = (name: string): JsonObject => ({ kind: 'Pod', metadata: { name } });

describe('a request to the embedded cluster', () => {
  it('brings a copy of what is asked to the API, and its answer back', async () => {
    const { api, calls } = scripted({ status: 200, body: pod('p') });
    const cluster = inProcessCluster({ api, clock: new VirtualClock() });
    const body = { metadata: { labels: { a: 'b' } } };
    const answer = await cluster.request({ method: 'PATCH', path: `${PODS}/p`, patch: 'merge', body });
    await cluster.request({ method: 'GET', path: PODS, query: { labelSelector: 'a in (b,c)' } });
    expect(answer).toEqual(pod('p'));
    expect(calls).toEqual([
      expect.objectContaining({
        method: 'PATCH',
        path: `${PODS}/p`,
        contentType: 'application/merge-patch+json',
        userAgent: 'verdict',
        body,
      }),
      expect.objectContaining({ method: 'GET', query: { labelSelector: 'a in (b,c)' } }),
    ]);
    expect(calls[0]?.body).not.toBe(body);
    expect(calls[1]).not.toHaveProperty('body');
  });

  it('is asked about before it is sent, and not sent when the answer is no', async () => {
    const { api, calls } = scripted({ status: 200, body: {} });
    const cluster = inProcessCluster({ api, clock: new VirtualClock() });
    const beforeSend = (): void => {
      throw new Fault('LEASE_LOST', 'no more');
    };
    await expect(cluster.request({ method: 'POST', path: PODS, body: {}, beforeSend })).rejects.toMatchObject({
      code: 'LEASE_LOST',
    });
    expect(calls).toEqual([]);
  });

  it.each<{ title: string; answer: ApiAnswer }>([
    { title: 'a Status', answer: status(404, 'NotFound', 'pods "p" not found') },
    { title: 'a conflict', answer: status(409, 'Conflict', 'the object has been modified') },
    { title: 'a server that fails', answer: status(500, 'InternalError', 'no') },
    { title: 'no Status', answer: { status: 415, body: { reason: 'text/plain is not read here' } } },
  ])('throws what a request over the wire throws: $title', async ({ answer }) => {
    const { embedded, wired } = await bothWith(answer);
    const thrown = await Promise.all(
      [embedded, wired].map((cluster) => thrownBy(cluster.request({ method: 'GET', path: `${PODS}/p` }), cluster)),
    );
    expect(thrown[0]).toEqual(thrown[1]);
    expect(thrown[0]).toMatchObject({ details: { code: answer.status } });
  });

  it('tells how long the API wants to be left alone', async () => {
    const { embedded } = await bothWith(status(429, 'TooManyRequests', 'slowly', { retryAfterSeconds: 3 }));
    await expect(embedded.request({ method: 'GET', path: PODS })).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      details: { retryAfterMs: 3000 },
    });
  });

  it.each([undefined, new DOMException('late', 'TimeoutError')])(
    'that nobody waits for any more throws what one over the wire throws: %s',
    async (reason) => {
      const { embedded, wired } = await bothWith({ status: 200, body: {} });
      const signal = AbortSignal.abort(reason);
      const thrown = await Promise.all(
        [embedded, wired].map((cluster) => thrownBy(cluster.request({ method: 'GET', path: PODS, signal }), cluster)),
      );
      expect(thrown[0]).toEqual(thrown[1]);
    },
  );
});

describe('a watch of the embedded cluster', () => {
  it('gives a line an event, as the wire does, and is told of no more once nobody reads', async () => {
    const { tell, lines, isStopped } = watching();
    const first = lines.next();
    await Promise.resolve();
    await Promise.resolve();
    tell({ type: 'ADDED', object: pod('p') });
    tell({ type: 'DELETED', object: pod('p') });
    expect(await first).toEqual({ done: false, value: JSON.stringify({ type: 'ADDED', object: pod('p') }) });
    expect((await lines.next()).value).toBe(JSON.stringify({ type: 'DELETED', object: pod('p') }));
    expect(isStopped()).toBe(false);
    await lines.return();
    expect(isStopped()).toBe(true);
  });

  it('tells that the API has said yes before anything happens', async () => {
    const opened: string[] = [];
    const { clock, lines } = watching({ onOpen: () => opened.push('yes') });
    void lines.next();
    await clock.settle();
    expect(opened).toEqual(['yes']);
  });

  it('ends after the time that was asked for', async () => {
    const { clock, lines, isStopped } = watching({ query: { watch: 'true', timeoutSeconds: '300' } });
    let isDone: boolean | undefined;
    void lines.next().then(({ done }) => {
      isDone = done;
    });
    await clock.run(after(clock.now(), millisOf(299_999)));
    expect(isDone).toBeUndefined();
    await clock.run(after(clock.now(), millisOf(1)));
    expect([isDone, isStopped()]).toEqual([true, true]);
  });

  it('ends behind an error', async () => {
    const { clock, tell, lines, isStopped } = watching();
    const first = lines.next();
    await clock.settle();
    tell({ type: 'ERROR', object: GONE.body });
    expect((await first).value).toContain('too old resource version');
    expect(await lines.next()).toEqual({ done: true, value: undefined });
    expect(isStopped()).toBe(true);
  });

  it('throws what a watch over the wire throws when it is refused', async () => {
    const { embedded, wired } = await bothWith(GONE);
    const thrown = await Promise.all(
      [embedded, wired].map((cluster) => thrownBy(first(cluster, { path: PODS }), cluster)),
    );
    expect(thrown[0]).toEqual(thrown[1]);
    expect(thrown[0]).toMatchObject({ code: 'CLUSTER_REFUSED', details: { code: 410, reason: 'Expired' } });
  });

  it('throws when its signal ends it', async () => {
    const end = new AbortController();
    const { clock, lines, isStopped } = watching({ signal: end.signal });
    const broken = lines.next().catch((error: unknown) => error);
    await clock.settle();
    end.abort();
    expect(await broken).toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: `GET http://embedded${PODS}: context canceled`,
    });
    expect(isStopped()).toBe(true);
  });
});

function watching(more: Partial<LinesRequest> = {}) {
  const clock = new VirtualClock();
  const { api, tell, isStopped } = scripted({ status: 200, body: {} });
  const cluster = inProcessCluster({ api, clock });
  const answer = cluster.lines({ path: PODS, query: { watch: 'true' }, ...more });
  // What is iterated over with `for await` is a generator, which can be told that nobody reads any more.
  const lines = answer[Symbol.asyncIterator]() as AsyncGenerator<string, void>;
  return { clock, tell, lines, isStopped };
}

async function first(cluster: Cluster, request: LinesRequest): Promise<string | undefined> {
  for await (const line of cluster.lines(request)) return line;
  return undefined;
}

/** The same answer from an API in this process and over the wire. */
async function bothWith(answer: ApiAnswer) {
  const { cluster: wired } = await clusterAt(() => answer);
  const { api } = scripted(answer);
  return { wired, embedded: inProcessCluster({ api, clock: new VirtualClock() }) };
}

/** The Fault, without the address that its message may name. */
async function thrownBy(promise: Promise<unknown>, { server }: Cluster): Promise<object> {
  const thrown = await promise.catch((error: unknown) => error);
  if (!(thrown instanceof Fault)) throw new Error('expected a Fault', { cause: thrown });
  return { code: thrown.code, message: thrown.message.replace(server, 'SERVER'), details: thrown.details };
}

/** An API that answers everything in the same way, and tells a watch what the test wants. */
function scripted(answer: ApiAnswer) {
  const calls: ApiCall[] = [];
  const hearers = new Set<(event: WatchEvent) => void>();
  const api: Api = {
    kinds: () => [],
    answer: (call) => {
      calls.push(call);
      return answer;
    },
    watch: (call, hear) => {
      calls.push(call);
      if (answer.status !== 200) return answer;
      hearers.add(hear);
      return { stop: () => hearers.delete(hear) };
    },
  };
  const tell = (event: WatchEvent): void => {
    for (const hear of hearers) hear(event);
  };
  return { api, calls, tell, isStopped: () => hearers.size === 0 };
}
