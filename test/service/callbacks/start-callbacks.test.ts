import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callbackPost } from '../../../src/cli/serve/callback-post.ts';
import { waitUntil } from '../../../src/core/clock.ts';
import { Fault } from '../../../src/core/fault.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn } from '../../../src/core/json-members.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { CallbackAnswer, CallbackRequest } from '../../../src/service/callbacks/callback-post.ts';
import {
  type CallbackParts,
  type CallbackService,
  startCallbacks,
} from '../../../src/service/callbacks/start-callbacks.ts';
import type { CallbackWish } from '../../../src/service/store/rows.ts';
import { aroundStore } from '../../support/around-store.ts';
import { type Gate, type GateReplica, moment, openGate, replayed, seconds } from '../../support/gate.ts';
import { startServer } from '../../support/http-server.ts';
import { MortalClock } from '../../support/mortal-clock.ts';
import { keptLog, scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };
const quick = scriptedTemplate([{ name: 'errors', successCondition: 'result < 5' }]);
const guard = scriptedTemplate([{ name: 'errors', interval: '10s', successCondition: 'result < 5' }]);
const url = 'https://receiver.example/hooks/very-secret-path';
const both: CallbackWish = { url, on: ['verdict', 'breach'] };

let gate: Gate;
let runs: GateReplica;
let services: CallbackService[];
let value: number;

beforeEach(async () => {
  value = 1;
  services = [];
  gate = await openGate(() => ({ value }));
  runs = gate.replica();
});
afterEach(async () => {
  for (const service of services) await gate.clock.until(service.stop());
  await gate.close();
});

/** A receiver that answers as it is told, and remembers what it was sent and when. */
function receiver(answers: (tries: number, request: CallbackRequest) => CallbackAnswer | Promise<CallbackAnswer>) {
  const sent: { readonly at: number; readonly request: CallbackRequest }[] = [];
  const post = async (request: CallbackRequest): Promise<CallbackAnswer> => {
    sent.push({ at: gate.clock.now() - moment(0), request });
    return answers(sent.length, request);
  };
  return { sent, post };
}

function begin(post: CallbackParts['post'], more: Partial<CallbackParts> = {}) {
  const log = keptLog();
  const outcomes: string[] = [];
  const { clock, store } = gate;
  const service = startCallbacks({
    store,
    replica: crypto.randomUUID(),
    version: '1.2.3',
    clock,
    steady: clock,
    random: () => 0,
    post,
    keyFor: () => new Secret('key'),
    measures: { calledBack: (outcome) => outcomes.push(outcome) },
    log,
    ...more,
  });
  services.push(service);
  return { service, log, outcomes };
}

async function ended(document: JsonObject, callback = both) {
  const { run } = await gate.clock.until(runs.runs.start('team', startOf(document, { callback }), ALICE));
  return gate.ended(run);
}

function bodyOf(request: CallbackRequest | undefined): JsonObject {
  return JSON.parse(request?.body ?? '{}') as JsonObject;
}

describe('a callback', () => {
  it('tells the verdict: the run as the API shows it, signed, once', async () => {
    const { sent, post } = receiver(() => ({ status: 204 }));
    const { outcomes } = begin(post);
    const run = await ended(quick);
    await gate.clock.run(moment(600));
    expect(sent).toHaveLength(1);
    const [{ at, request } = { at: 0, request: undefined }] = sent;
    expect(at).toBeLessThan(1_000);
    expect(request).toMatchObject({
      url,
      timeout: 10_000,
      headers: { 'content-type': 'application/json', 'user-agent': 'verdict/1.2.3', 'webhook-signature': /^v1,/ },
    });
    const body = bodyOf(request);
    expect(Object.keys(body)).toEqual(['type', 'id', 'run']);
    expect(body).toMatchObject({
      type: 'verdict',
      id: request?.headers['webhook-id'],
      run: { id: run.id, namespace: 'team', verdict: 'pass', attempt: 1, explanation: { verdict: 'pass' } },
    });
    expect(outcomes).toEqual(['delivered']);
  });

  it('tells a breach with the evidence, which can be replayed', async () => {
    const { sent, post } = receiver(() => ({ status: 200 }));
    begin(post);
    value = 9;
    await ended(guard);
    await gate.clock.run(moment(5));
    const body = bodyOf(sent[0]?.request);
    expect(body).toMatchObject({ type: 'breach', run: { verdict: 'fail' }, evidence: { report: { verdict: 'fail' } } });
    expect(await replayed(body['evidence'] as JsonObject)).toEqual({ code: 1, said: '' });
  });

  it('leaves out what would make it too large, and says how much', async () => {
    const { sent, post } = receiver(() => ({ status: 200 }));
    begin(post);
    const wide = Array.from({ length: 60 }, (_, index) => ({
      name: `errors ${index}`,
      interval: '10s',
      failureLimit: 70,
      successCondition: 'result < 5',
    }));
    value = 9;
    const run = await ended(scriptedTemplate(wide));
    await gate.clock.run(moment(710));
    const whole = await runs.runs.evidence('team', run.id, undefined, gate.clock.now());
    const steps = listIn(whole, 'steps').length;
    expect(bodyOf(sent[0]?.request)).toMatchObject({ type: 'breach', evidence: { omitted: { steps, documents: 1 } } });
    expect(bodyOf(sent[0]?.request)['evidence']).not.toHaveProperty('steps');
  });

  it('is the same at every try, under one id, but for its time', async () => {
    const { sent, post } = receiver((_tries, request) => {
      const ofFirst = sent.filter((one) => attemptIn(one.request) === 1).length;
      return { status: attemptIn(request) === 1 && ofFirst < 3 ? 500 : 200 };
    });
    const { outcomes, log } = begin(post);
    const run = await ended(quick);
    await gate.clock.until(runs.runs.retry('team', run.id, ALICE));
    await gate.clock.run(moment(120));
    const [first, ...later] = sent.filter(({ request }) => attemptIn(request) === 1);
    expect(later).toHaveLength(2);
    for (const { request } of later) {
      expect(request.body).toBe(first?.request.body);
      expect(request.headers['webhook-id']).toBe(first?.request.headers['webhook-id']);
      expect(request.headers['webhook-timestamp']).not.toBe(first?.request.headers['webhook-timestamp']);
      expect(request.headers['webhook-signature']).not.toBe(first?.request.headers['webhook-signature']);
    }
    expect(outcomes.filter((outcome) => outcome === 'delivered')).toHaveLength(2);
    expect(log.lines.join()).not.toContain('very-secret-path');
  });

  it('is tried again with growing pauses, no sooner than the receiver wishes, and given up after a day', async () => {
    const { sent, post } = receiver((tries) =>
      tries === 2 ? { status: 503, retryAfterSeconds: 600 } : { status: 500 },
    );
    const day = new MortalClock(gate.clock);
    const { outcomes, log } = begin(post, { clock: day });
    await ended(quick);
    await gate.clock.until(runs.stop());
    await gate.clock.run(moment(1_000));
    const pauses = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    const wanted = [5, 600, 20, 40, 80, 160].map((pause) => pause * 1_000);
    expect(pauses.length).toBe(wanted.length);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(wanted[index] ?? 0);
      // What has come due is looked for every second.
      expect(pause).toBeLessThanOrEqual((wanted[index] ?? 0) + 1_100);
    }
    day.skew = 24 * 3_600_000;
    await gate.clock.run(moment(1_400));
    expect(outcomes.at(-1)).toBe('givenUp');
    expect(log.lines.at(-1)).toBe('a callback is given up: the receiver answered 500');
    const tries = sent.length;
    await gate.clock.run(moment(1_800));
    expect(sent).toHaveLength(tries);
  });

  it('is tried again when there is no answer, and the log names the host alone', async () => {
    const { sent, post } = receiver((tries) => {
      if (tries > 1) return { status: 200 };
      throw new Fault('PROVIDER_UNREACHABLE', `Post "${url}": connection refused`);
    });
    const { outcomes, log } = begin(post);
    await ended(quick);
    await gate.clock.run(moment(30));
    expect(outcomes).toEqual(['retried', 'delivered']);
    expect(sent).toHaveLength(2);
    expect(log.lines[0]).toBe('a callback will be tried again: Post "receiver.example": connection refused');
  });

  it('is not signed where there is no key', async () => {
    const { sent, post } = receiver(() => ({ status: 200 }));
    begin(post, { keyFor: () => undefined });
    await ended(quick);
    await gate.clock.run(moment(5));
    expect(sent[0]?.request.headers).not.toHaveProperty('webhook-signature');
  });

  it('of a run that was deleted is given up', async () => {
    const { sent, post } = receiver(() => ({ status: 500 }));
    begin(post);
    const run = await ended(quick);
    await gate.clock.run(moment(2));
    await runs.runs.delete('team', run.id, ALICE);
    await gate.clock.run(moment(300));
    expect(sent).toHaveLength(1);
  });
});

describe('whoever sends callbacks', () => {
  it('lets a slow receiver hold up none but those for it', async () => {
    const { sent, post } = receiver(async (_tries, request) => {
      if (request.url.includes('slow')) await waitUntil(gate.clock, after(gate.clock.now(), millisOf(9_000)));
      return { status: 200 };
    });
    for (let count = 0; count < 30; count += 1) await ended(quick, { ...both, url: 'http://slow.example/' });
    for (let count = 0; count < 5; count += 1) await ended(quick, { ...both, url: 'http://quick.example/' });
    begin(post);
    const begun = gate.clock.now() - moment(0);
    await gate.clock.run(moment(120));
    const at = (host: string) => sent.filter(({ request }) => request.url.includes(host)).map((one) => one.at - begun);
    expect(Math.max(...at('quick'))).toBeLessThan(1_000);
    expect(at('slow')).toHaveLength(30);
    expect(at('slow').filter((ms) => ms < 9_000)).toHaveLength(6);
  });

  it('shares with others what there is, and takes over from one that died', async () => {
    const silent = receiver(() => new Promise(() => {}));
    const { sent, post } = receiver(() => ({ status: 200 }));
    const dead = { now: () => gate.clock.now(), alarm: () => () => {} };
    await ended(quick);
    begin(silent.post, { steady: dead });
    await gate.clock.run(moment(5));
    services = [];
    begin(post);
    begin(post);
    await gate.clock.run(moment(300));
    expect(silent.sent).toHaveLength(1);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.request.headers['webhook-id']).toBe(silent.sent[0]?.request.headers['webhook-id']);
  });

  it('goes on when the store was gone for a while; what was delivered may come once more, under the same id', async () => {
    const { sent, post } = receiver(() => ({ status: 200 }));
    const store = aroundStore(gate.store, async (_name, carryOut) => {
      const isOut = gate.clock.now() > moment(5) && gate.clock.now() < moment(60);
      if (isOut) throw new Fault('STORE_UNAVAILABLE', 'the database is gone');
      return carryOut();
    });
    begin(post, { store });
    await gate.clock.run(moment(10));
    await ended(quick);
    await gate.clock.run(moment(300));
    expect(sent.length).toBeGreaterThanOrEqual(1);
    expect(new Set(sent.map(({ request }) => request.headers['webhook-id'])).size).toBe(1);
    expect(await gate.store.callbacks.take('test', seconds(1), 10)).toEqual([]);
  });

  it('leaves the rest to others when it is stopped', async () => {
    const { sent, post } = receiver(() => ({ status: 200 }));
    const { service } = begin(post);
    await gate.clock.until(service.stop());
    await ended(quick);
    await gate.clock.run(moment(30));
    expect(sent).toEqual([]);
    begin(post);
    await gate.clock.run(moment(40));
    expect(sent).toHaveLength(1);
  });
});

describe('on the wire', () => {
  it('is a POST that follows no redirect and hears what the receiver wishes', async () => {
    const server = await startServer(({ path }) => {
      if (path === '/moved') return { status: 307, headers: { location: `/taken` } };
      if (path === '/busy') return { status: 503, headers: { 'retry-after': '120' } };
      return { status: 200 };
    });
    const http = createHttp();
    const post = callbackPost(http);
    const said = { headers: { 'webhook-id': 'i' }, body: '{"a":1}', timeout: millisOf(5_000) };
    expect(await post({ ...said, url: `${server.url}/taken` })).toEqual({ status: 200 });
    expect(await post({ ...said, url: `${server.url}/moved` })).toEqual({ status: 307 });
    expect(await post({ ...said, url: `${server.url}/busy` })).toEqual({ status: 503, retryAfterSeconds: 120 });
    expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/taken', '{"a":1}'],
      ['POST', '/moved', '{"a":1}'],
      ['POST', '/busy', '{"a":1}'],
    ]);
    expect(server.requests[0]?.headers).toMatchObject({ 'webhook-id': 'i' });
    await server.stop();
    await http.close();
  });
});

function attemptIn(request: CallbackRequest): unknown {
  const { run } = JSON.parse(request.body) as { run: { attempt: number } };
  return run.attempt;
}
