import { describe, expect, it } from 'vitest';
import { after, instantOf, millisOf, parseInstant } from '../../../src/core/instant.ts';
import type { RunSpec } from '../../../src/resources/schema/run-spec.ts';
import { at, T0 } from '../../support/builders.ts';
import { asks, type BegunRun, type Sent, scalar, sharedWorld, type World } from './shared-world.ts';

type Metrics = RunSpec['metrics'];

const ms = (count: number) => after(T0, millisOf(count));

/** What the looks of a run saw: when they began, in milliseconds since T0, and when what they were given was asked, if it was another's. */
function looksOf({ taken }: BegunRun): readonly unknown[] {
  return taken.map(({ sample, exchanges }) => {
    const from = exchanges.at(-1)?.sharedFrom;
    const shared = from === undefined ? {} : { sharedFrom: (parseInstant(from) ?? T0) - T0 };
    return sample.kind === 'measured' ? { at: sample.startedAt - T0, phase: sample.answer.phase, ...shared } : {};
  });
}

/** Begins runs at these moments, in milliseconds since T0. */
async function beginAt(world: World, metrics: Metrics, moments: readonly number[]): Promise<readonly BegunRun[]> {
  const runs: BegunRun[] = [];
  for (const moment of moments) {
    await world.clock.run(ms(moment));
    runs.push(world.begin(metrics));
  }
  await world.clock.settle();
  return runs;
}

const timeIn = ({ body }: Sent): number => Math.round(Number(new URLSearchParams(body).get('time')) * 1000) - T0;

describe('500 runs that share 20 queries', () => {
  const queries = Array.from({ length: 20 }, (_, index) => `sum(rate(errors{job="svc-${index}"}[1m]))`);
  const backend = ({ body }: Sent) => ({
    body: scalar(queries.indexOf(new URLSearchParams(body).get('query') ?? '')),
    tookMs: 50,
  });

  it.each([
    { given: 'one query each, begun within a second', each: 1, spreadMs: 1_000, least: 25 },
    { given: 'all queries each, begun within a second', each: 20, spreadMs: 1_000, least: 500 },
    { given: 'all queries each, spread evenly over the interval', each: 20, spreadMs: 60_000, least: 16 },
  ])('ask the backend at least tenfold less: $given', async ({ each, spreadMs, least }) => {
    const world = sharedWorld({ backend });
    const runs: BegunRun[] = [];
    for (let index = 0; index < 500; index += 1) {
      await world.clock.run(ms((index * spreadMs) / 500));
      const own = each === 1 ? [index % 20] : queries.map((_, query) => query);
      runs.push(
        world.begin(
          own.map((query) =>
            asks(queries[query] ?? '', {
              name: `m${query}`,
              interval: '60s',
              count: 2,
              successCondition: `result == ${query}`,
            }),
          ),
        ),
      );
    }
    await world.clock.run(at(600));
    const looks = runs.flatMap(({ taken }) => taken);
    expect(runs.every(({ isOver, status }) => isOver && status.phase === 'Successful')).toBe(true);
    expect(looks).toHaveLength(500 * each * 2);
    expect(looks.length / world.sent.length).toBeGreaterThanOrEqual(least);
    const own = looks.filter(({ exchanges }) => exchanges[0]?.sharedFrom === undefined);
    expect(own).toHaveLength(world.sent.length);
  });

  it('ask for themselves when nothing is shared', async () => {
    const world = sharedWorld({ backend, sharing: false });
    for (let index = 0; index < 500; index += 1) world.begin([asks(queries[index % 20] ?? '')]);
    await world.clock.run(at(10));
    expect(world.sent).toHaveLength(500);
  });
});

describe('an answer', () => {
  const backend = () => ({ body: scalar(1), tookMs: 40 });

  it('is shared by those who ask while it is under way, and each says when it was asked', async () => {
    const world = sharedWorld({ backend });
    const runs = await beginAt(world, [asks('up')], [0, 10, 30]);
    await world.clock.run(at(5));
    expect(world.sent.map(({ at: when }) => when - T0)).toEqual([0]);
    expect(runs.map(looksOf)).toEqual([
      [{ at: 0, phase: 'Successful' }],
      [{ at: 10, phase: 'Successful', sharedFrom: 0 }],
      [{ at: 30, phase: 'Successful', sharedFrom: 0 }],
    ]);
    const [own, shared] = runs.map(({ taken }) => taken[0]);
    expect(own?.note).toBeUndefined();
    expect(shared?.note).toBe('the answer is shared: an equal question was asked at 2026-03-01T10:00:00.000Z');
    expect(shared?.exchanges[0]).toEqual({ ...own?.exchanges[0], tookMs: 30, sharedFrom: '2026-03-01T10:00:00.000Z' });
  });

  it.each([
    { given: 'the skew of a second', interval: '60s', skewMs: 1_000, moments: [0, 1000, 1001], sent: [0, 1001] },
    { given: 'a tenth of the interval', interval: '5s', skewMs: 1_000, moments: [0, 500, 501], sent: [0, 501] },
    { given: 'a longer skew', interval: '60s', skewMs: 5_000, moments: [0, 5000, 5001], sent: [0, 5001] },
    { given: 'no skew: only what is under way', interval: '60s', skewMs: 0, moments: [0, 39, 41], sent: [0, 41] },
  ])('is not shared when it was asked longer ago than $given', async ({ interval, skewMs, moments, sent }) => {
    const world = sharedWorld({ backend, sharing: { skew: millisOf(skewMs) } });
    await beginAt(world, [asks('up', { interval, count: 1 })], moments);
    await world.clock.run(at(9));
    expect(world.sent.map(({ at: when }) => when - T0)).toEqual(sent);
  });

  it('is asked about the moment of whoever asks', async () => {
    const world = sharedWorld({ backend, sharing: { skew: millisOf(1_000) } });
    await beginAt(world, [asks('up')], [123, 500, 1200]);
    await world.clock.run(at(5));
    expect(world.sent.map(timeIn)).toEqual([123, 1200]);
  });

  it('that takes longer than a second is not waited for by those who come later', async () => {
    const world = sharedWorld({
      backend: () => ({ body: scalar(1), tookMs: 5_000 }),
      sharing: { skew: millisOf(0) },
    });
    await beginAt(world, [asks('up')], [0, 1000, 1001, 2001]);
    await world.clock.run(at(20));
    expect(world.sent.map(({ at: when }) => when - T0)).toEqual([0, 1001]);
  });

  it('of one run is never that of its own last measurement', async () => {
    const world = sharedWorld({ backend });
    const run = world.begin([asks('up', { interval: '100ms', count: 20 })]);
    await world.clock.run(at(60));
    expect(run.status.phase).toBe('Successful');
    expect(world.sent).toHaveLength(20);
  });

  it('is judged by each run for itself', async () => {
    const world = sharedWorld({ backend });
    const good = world.begin([asks('up', { successCondition: 'result == 1' })]);
    const bad = world.begin([asks('up', { successCondition: 'result == 2' })]);
    await world.clock.run(at(5));
    expect([good.status.phase, bad.status.phase, world.sent.length]).toEqual(['Successful', 'Failed', 1]);
  });
});

describe('a failure', () => {
  it.each([
    {
      given: 'no answer',
      reply: { error: 'dial tcp 10.0.0.1:9090: connect: connection refused' },
      says: 'connection refused',
    },
    { given: 'a bad status', reply: { status: 503, body: '' }, says: 'server_error: server error: 503' },
  ])('is shared while it is under way, and never afterwards: $given', async ({ reply, says }) => {
    const world = sharedWorld({
      backend: (_, number) => (number === 1 ? { ...reply, tookMs: 40 } : { body: scalar(1) }),
    });
    const runs = await beginAt(world, [asks('up', { consecutiveErrorLimit: 0 })], [0, 20, 41]);
    await world.clock.run(at(5));
    expect(world.sent.map(({ at: when }) => when - T0)).toEqual([0, 41]);
    expect(runs.map(({ status }) => status.phase)).toEqual(['Error', 'Error', 'Successful']);
    expect(runs[1]?.status.metricResults?.[0]?.measurements[0]?.message).toContain(says);
  });
});

describe('questions that are alike', () => {
  const echo = ({ url, headers }: Sent) => ({
    body: JSON.stringify({ value: `${url} ${headers['Authorization']}` }),
    tookMs: 40,
  });
  const web = (settings: object): Metrics => [
    { name: 'm', provider: { web: { url: 'http://shop/health', jsonPath: '{$.value}', ...settings } } },
  ];
  const prometheus = (settings: object): Metrics => [
    { name: 'm', provider: { prometheus: { address: 'http://prom:9090', query: 'up', ...settings } } },
  ];

  it.each<{ given: string; metrics: readonly Metrics[] }>([
    {
      given: 'another password in the address',
      metrics: [web({ url: 'http://a:1@shop/' }), web({ url: 'http://a:2@shop/' })],
    },
    {
      given: 'another header',
      metrics: [
        web({ headers: [{ key: 'X-Scope-OrgID', value: 'a' }] }),
        web({ headers: [{ key: 'X-Scope-OrgID', value: 'b' }] }),
      ],
    },
    { given: 'another token', metrics: [web({ headers: [{ key: 'Authorization', value: 'Bearer a' }] }), web({})] },
    { given: 'another trust in certificates', metrics: [prometheus({ insecure: true }), prometheus({})] },
    { given: 'another time limit', metrics: [prometheus({ timeout: 5 }), prometheus({})] },
    { given: 'another query', metrics: [prometheus({ query: 'up{a="1"}' }), prometheus({})] },
    { given: 'another address', metrics: [prometheus({ address: 'http://prom:9091' }), prometheus({})] },
    { given: 'a method that writes', metrics: [web({ method: 'POST' }), web({ method: 'POST' })] },
    {
      given: 'a method that writes with a body',
      metrics: [web({ method: 'PUT', body: 'x' }), web({ method: 'PUT', body: 'x' })],
    },
  ])('are not shared: $given', async ({ metrics }) => {
    const world = sharedWorld({ backend: echo });
    for (const one of metrics) world.begin(one);
    await world.clock.run(at(5));
    expect(world.sent).toHaveLength(2);
  });

  it.each<{ given: string; metrics: Metrics }>([
    { given: 'a web page', metrics: web({}) },
    { given: 'with the same credentials', metrics: web({ url: 'http://a:1@shop/' }) },
  ])('are shared, of other namespaces too: $given', async ({ metrics }) => {
    const world = sharedWorld({ backend: echo });
    const [one, other] = [world.begin(metrics, 'a'), world.begin(metrics, 'b')];
    await world.clock.run(at(5));
    expect(world.sent).toHaveLength(1);
    expect(one?.status.metricResults?.[0]?.measurements[0]?.value).toBe(
      other?.status.metricResults?.[0]?.measurements[0]?.value,
    );
  });

  it('are not waited for where they cannot be shared', async () => {
    const world = sharedWorld({ backend: echo });
    for (let index = 0; index < 10; index += 1) world.begin(web({ method: 'POST' }));
    await world.clock.settle();
    expect(world.sent).toHaveLength(10);
  });
});

describe('whoever leaves', () => {
  it('leaves the answer to the others', async () => {
    const world = sharedWorld({ backend: () => ({ body: scalar(1), tookMs: 900 }) });
    const [first, second] = await beginAt(world, [asks('up')], [0, 100]);
    await world.clock.run(ms(200));
    first?.stop.abort();
    await world.clock.run(at(5));
    expect([first?.status.phase, second?.status.phase]).toEqual(['Successful', 'Successful']);
    expect(first?.isOver).toBe(true);
    expect(looksOf(second as BegunRun)).toEqual([{ at: 100, phase: 'Successful', sharedFrom: 0 }]);
    expect(world.sent).toHaveLength(1);
  });

  it('while it waits for its turn asks nothing', async () => {
    const perConnection = { concurrency: 1 };
    const world = sharedWorld({ backend: () => ({ body: scalar(1), tookMs: 900 }), sharing: { perConnection } });
    world.begin([asks('up')]);
    const other = world.begin([asks('down')]);
    const third = world.begin([asks('down')]);
    await world.clock.run(ms(200));
    other.stop.abort();
    await world.clock.run(at(10));
    expect(world.sent.map(({ at: when }) => when - T0)).toEqual([0, 900]);
    expect(third.status.phase).toBe('Successful');
  });

  it('takes the request along as the last', async () => {
    const world = sharedWorld({ backend: () => ({ body: scalar(1), tookMs: 900_000 }) });
    const runs = await beginAt(world, [asks('up')], [0, 100]);
    await world.clock.run(ms(200));
    for (const { stop } of runs) stop.abort();
    await world.clock.settle();
    expect(world.underWay.now).toBe(0);
    const next = world.begin([asks('up')]);
    await world.clock.settle();
    expect(world.sent).toHaveLength(2);
    next.stop.abort();
  });
});

describe('a connection', () => {
  it('is asked so much at once, and those who share an answer need no turn', async () => {
    const world = sharedWorld({
      backend: () => ({ body: scalar(1), tookMs: 800 }),
      sharing: { perConnection: { concurrency: 4 } },
    });
    const alike = Array.from({ length: 300 }, () => world.begin([asks('up')]));
    await world.clock.run(ms(801));
    expect(alike.every(({ isOver }) => isOver)).toBe(true);
    expect(world.underWay.most).toBe(1);
    const various = Array.from({ length: 20 }, (_, index) => world.begin([asks(`up{n="${index}"}`)]));
    await world.clock.settle();
    expect(world.sharing?.turns.waiting).toBe(16);
    await world.clock.run(at(10));
    expect(various.every(({ status }) => status.phase === 'Successful')).toBe(true);
    expect(world.underWay.most).toBe(4);
  });

  it('is asked at its pace, and waiting takes nothing from the time limit of a look', async () => {
    const perConnection = { concurrency: 16, requestsPerSecond: 2, burst: 3 };
    const world = sharedWorld({ backend: () => ({ body: scalar(1), tookMs: 10 }), sharing: { perConnection } });
    const asking = (query: string) => [
      { name: 'm', provider: { prometheus: { address: 'http://prom:9090', query, timeout: 1 } } },
    ];
    const runs = Array.from({ length: 8 }, (_, index) => world.begin(asking(`up{n="${index}"}`)));
    const other = world.begin([{ name: 'm', provider: { prometheus: { address: 'http://other:9090', query: 'up' } } }]);
    await world.clock.run(at(60));
    const sentTo = (host: string) =>
      world.sent.filter(({ url }) => url.startsWith(host)).map(({ at: when }) => when - T0);
    expect(sentTo('prom')).toEqual([0, 0, 0, 500, 1000, 1500, 2000, 2500]);
    expect(sentTo('other')).toEqual([0]);
    expect([...runs, other].every(({ status }) => status.phase === 'Successful')).toBe(true);
    // The question is about the moment at which it is asked.
    expect(world.sent.map(timeIn)).toEqual(world.sent.map(({ at: when }) => when - T0));
  });

  it('that answers 429 with Retry-After is left alone by all runs, and only that one', async () => {
    const backend = ({ at: when, url }: Sent) =>
      url.startsWith('prom') && when < at(1)
        ? { status: 429, headers: { 'retry-after': '30' }, body: '' }
        : { body: scalar(1) };
    const world = sharedWorld({ backend });
    const asking = (name: string, settings: object) => ({
      name,
      interval: '5s',
      count: 2,
      consecutiveErrorLimit: 9,
      provider: { prometheus: { address: 'http://prom:9090', query: 'up', ...settings } },
    });
    const token = { headers: [{ key: 'Authorization', value: 'Bearer other' }] };
    const runs = [world.begin([asking('a', {})]), world.begin([asking('b', { address: 'http://elsewhere:9090' })])];
    await world.clock.run(at(2));
    runs.push(world.begin([asking('c', { query: 'other' })]), world.begin([asking('d', token)]));
    await world.clock.run(at(120));
    const firsts = runs.map((run) => (looksOf(run) as { at: number }[]).map((look) => Math.round(look.at / 100) / 10));
    expect(firsts).toEqual([
      [0, 30, 35],
      [0, 5],
      [30, 35],
      [2, 7],
    ]);
  });
});

describe('whatever happens', () => {
  it.each([1, 2, 3, 4])(
    'no run is given an answer older than it may be, nor one of other credentials (seed %i)',
    async (seed) => {
      let state = seed;
      const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
      const backend = ({ at: when, headers }: Sent, number: number) => ({
        status: number % 7 === 0 ? 500 : 200,
        body: scalar((when - T0) * 10 + Number(headers['X-Who'] ?? 0)),
        tookMs: Math.floor(random() ** 3 * 3000),
      });
      const world = sharedWorld({ backend, sharing: { skew: millisOf(2_000) } });
      const runs: { run: BegunRun; who: number; limitMs: number }[] = [];
      for (let index = 0; index < 60; index += 1) {
        await world.clock.run(after(world.clock.now(), millisOf(Math.floor(random() * 500))));
        const who = Math.floor(random() * 3);
        const intervalS = [3, 10, 60][Math.floor(random() * 3)] ?? 60;
        const headers = [{ key: 'X-Who', value: String(who) }];
        const provider = {
          prometheus: { address: 'http://prom:9090', query: `up{n="${Math.floor(random() * 2)}"}`, headers },
        };
        const metric = { name: 'm', interval: `${intervalS}s`, count: 4, consecutiveErrorLimit: 99, provider };
        runs.push({ run: world.begin([metric]), who, limitMs: Math.min(2_000, intervalS * 100) });
      }
      await world.clock.run(at(3600));
      let shared = 0;
      for (const { run, who, limitMs } of runs) {
        expect(run.isOver).toBe(true);
        for (const { sample, exchanges } of run.taken) {
          const exchange = exchanges[0];
          if (sample.kind !== 'measured' || exchange === undefined) throw new Error('a look without an exchange');
          const from = exchange.sharedFrom === undefined ? undefined : parseInstant(exchange.sharedFrom);
          if (from !== undefined) {
            shared += 1;
            expect(sample.startedAt - from).toBeLessThanOrEqual(limitMs);
          }
          if (sample.answer.kind !== 'ended' || sample.answer.value === undefined) continue;
          const value = Number(sample.answer.value);
          expect(value % 10).toBe(who);
          const askedAt = instantOf(T0 + Math.floor(value / 10));
          expect(askedAt).toBe(from ?? askedAt);
          expect(sample.startedAt - askedAt).toBeLessThanOrEqual(limitMs);
        }
      }
      expect(shared).toBeGreaterThan(20);
    },
  );
});

describe('metrics that authenticate by OAuth2', () => {
  const authentication = { oauth2: { tokenUrl: 'http://login:80/token', clientId: 'me', clientSecret: 'secret' } };

  function counts(sent: readonly Sent[]): readonly [tokens: number, questions: number] {
    const tokens = sent.filter(({ url }) => url === 'login:80/token' || url === 'login/token').length;
    return [tokens, sent.length - tokens];
  }

  function worldWith(token: object): World {
    let number = 0;
    return sharedWorld({
      backend({ url }) {
        if (!url.startsWith('login')) return { body: scalar(1), tookMs: 50 };
        number += 1;
        return { body: JSON.stringify({ access_token: `t${number}`, ...token }), tookMs: 50 };
      },
    });
  }

  const metric = {
    name: 'm',
    interval: '10s',
    count: 3,
    provider: { prometheus: { address: 'http://prom:9090', query: 'up', authentication } },
  };

  it('share answers like others: the token that they send is the same', async () => {
    const world = worldWith({ expires_in: 300 });
    const runs = Array.from({ length: 20 }, () => world.begin([metric]));
    await world.clock.run(ms(60_000));
    expect(runs.every(({ isOver, status }) => isOver && status.phase === 'Successful')).toBe(true);
    expect(counts(world.sent)).toEqual([1, 3]);
  });

  it('ask each for themselves where a token is of no further use', async () => {
    const world = worldWith({});
    const runs = Array.from({ length: 5 }, () => world.begin([{ ...metric, count: 1 }]));
    await world.clock.run(ms(60_000));
    expect(runs.every(({ isOver, status }) => isOver && status.phase === 'Successful')).toBe(true);
    expect(counts(world.sent)[1]).toBeGreaterThan(0);
  });
});
