import { afterEach, describe, expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import { textIn } from '../../../src/core/json-members.ts';
import type { EventBody } from '../../../src/service/api/schema/event.ts';
import { type ApiStage, type ApiStageGiven, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { type EventStream, openEvents } from '../../support/event-stream.ts';

let stage: ApiStage;
const streams: EventStream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await stage.stop();
});

const open = async (given: ApiStageGiven = {}): Promise<void> => {
  stage = await openApiStage(given);
};

async function listen(path: string, headers = {}): Promise<EventStream> {
  const stream = await openEvents(`${stage.url}/api/v1/namespaces/team${path}`, headers);
  streams.push(stream);
  return stream;
}

async function start(value = 1, given = {}): Promise<string> {
  const { json } = await stage.team('POST', '/runs', { body: { template: gateTemplate(value, given) } });
  return textIn(json, 'id');
}

const kinds = (events: readonly EventBody[]): readonly unknown[] => events.map(({ kind }) => kind);
const hasEnded = (events: readonly EventBody[]): boolean => kinds(events).includes('ended');

describe('the stream of a run', () => {
  it('tells everything from its beginning, and ends with it when that is wanted', async () => {
    await open();
    const id = await start();
    const stream = await listen(`/runs/${id}/events?until=ended`);
    await stream.ended;
    expect([
      stream.status,
      stream.headers['content-type'],
      stream.headers['cache-control'],
      stream.headers['x-accel-buffering'],
    ]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-store', 'no']);
    expect(kinds(stream.events)).toEqual(['created', 'started', 'measured', 'ended']);
    expect(stream.events.find(({ kind }) => kind === 'measured')).toEqual({
      id: expect.any(Number),
      at: expect.stringMatching(/\.\d{3}Z$/),
      namespace: 'team',
      run: id,
      attempt: 1,
      number: 1,
      kind: 'measured',
      looks: [
        {
          metric: 'm',
          phase: 'Successful',
          startedAt: expect.stringMatching(/\.\d{3}Z$/),
          finishedAt: expect.stringMatching(/\.\d{3}Z$/),
          value: '1',
        },
      ],
      verdict: 'pass',
      phase: 'Successful',
      sentence: expect.stringContaining('pass: '),
    });
    expect(stream.text()).toMatch(/^retry: 2000\n\nid: \d+\ndata: /);
  });

  it.each([
    ['header', (seen: string) => ['', { 'last-event-id': seen }] as const],
    ['parameter', (seen: string) => [`&lastEventId=${seen}`, {}] as const],
    [
      'header, which comes before the parameter',
      (seen: string) => ['&lastEventId=0', { 'last-event-id': seen }] as const,
    ],
  ])('goes on behind the last event that was seen: by %s', async (_by, asking) => {
    await open();
    const id = await start();
    const first = await listen(`/runs/${id}/events?until=ended`);
    await first.ended;
    const [query, headers] = asking(String(first.events[1]?.id));
    const second = await listen(`/runs/${id}/events?until=ended${query}`, headers);
    await second.ended;
    expect(second.events).toEqual(first.events.slice(2));
    const over = await listen(`/runs/${id}/events?until=ended`, {
      'last-event-id': String(first.events.at(-1)?.id),
    });
    expect(over.status).toBe(204);
  });

  it('of a run that was tried again ends with the newest attempt', async () => {
    await open();
    const id = await start();
    await (await listen(`/runs/${id}/events?until=ended`)).ended;
    await stage.team('POST', `/runs/${id}/retry`);
    const stream = await listen(`/runs/${id}/events?until=ended`);
    await stream.ended;
    expect(stream.events.map(({ kind, attempt }) => `${kind} ${attempt}`)).toEqual([
      'created 1',
      'started 1',
      'measured 1',
      'ended 1',
      'retried 2',
      'started 2',
      'measured 2',
      'ended 2',
    ]);
  });

  it('ends when the run is deleted', async () => {
    await open();
    const id = await start();
    await stage.team('GET', `/runs/${id}?wait=20s`);
    const stream = await listen(`/runs/${id}/events`);
    await stream.until(hasEnded);
    await stage.team('DELETE', `/runs/${id}`);
    await stream.until((events) => kinds(events).includes('deleted'));
  });
});

describe('the stream of a namespace', () => {
  it('tells what happens from now on, of all its runs and of no others', async () => {
    await open();
    await stage.team('GET', `/runs/${await start()}?wait=20s`);
    const stream = await listen('/events');
    const elsewhere = { body: { template: gateTemplate(1) } };
    await stage.ask('POST', '/api/v1/namespaces/other/runs', elsewhere);
    const ids = [await start(), await start(0)];
    await stream.until((events) => kinds(events).filter((kind) => kind === 'ended').length === 2);
    expect(new Set(stream.events.map(({ run }) => run))).toEqual(new Set(ids));
    expect(stream.events.map(({ id }) => id)).toEqual(stream.events.map(({ id }) => id).toSorted((a, b) => a - b));
  });

  it('misses and doubles nothing for whoever joins in the middle of much that happens', async () => {
    await open();
    const starts = Array.from({ length: 60 }, () => start());
    const joined = await Promise.all(Array.from({ length: 8 }, () => listen('/events?lastEventId=0')));
    await Promise.all(starts);
    for (const stream of joined) {
      await stream.until((events) => kinds(events).filter((kind) => kind === 'ended').length === 60);
      const seen = stream.events.map(({ id }) => id);
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
      expect(seen).toHaveLength(240);
    }
  });

  it('shows that it lives', async () => {
    await open({ limits: { heartbeat: millisOf(20) } });
    const stream = await listen('/events');
    await stream.until((_events, text) => text.split('\n:\n').length > 3);
  });
});

describe('listeners', () => {
  it('are as many as a caller may have', async () => {
    await open({ limits: { streamsPerCaller: 2 } });
    await listen('/events');
    const second = await listen('/events');
    const refused = await stage.team('GET', '/events');
    expect([refused.status, refused.json, refused.headers['retry-after']]).toEqual([
      429,
      expect.objectContaining({ code: 'RATE_LIMITED' }),
      expect.any(String),
    ]);
    second.close();
    for (let status = 429; status !== 200; ) status = (await listen('/events')).status;
  });

  it('are as many as a replica carries', async () => {
    await open({ limits: { streams: 1 } });
    await listen('/events');
    const refused = await stage.team('GET', '/events');
    expect([refused.status, refused.json]).toEqual([503, expect.objectContaining({ code: 'BUSY' })]);
  });

  it('are let go when the service ends', async () => {
    await open();
    const stream = await listen('/events');
    await stage.stop();
    await stream.ended;
    await open();
  });

  it.each([
    ['?lastEventId=-1', {}],
    ['?lastEventId=x', {}],
    ['', { 'last-event-id': '1; DROP TABLE history' }],
    ['', { 'last-event-id': '99999999999999999999' }],
    ['?until=ended', {}],
  ])('who ask %s %j are refused', async (query, headers) => {
    await open();
    const answer = await stage.team('GET', `/events${query}`, { headers });
    expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ code: 'REQUEST_INVALID' })]);
  });
});
