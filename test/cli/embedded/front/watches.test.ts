import { setImmediate } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { after, instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { linesIn } from '../../../../src/kube/lines-in.ts';
import type { WatchEvent } from '../../../../src/simulator/api/call.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { kindOf, scriptedApi } from './scripted-api.ts';
import { served } from './served.ts';

const PODS = kindOf('pods');
const WATCH = '/api/v1/pods?watch=true';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

function pod(name: string): JsonObject {
  return { kind: 'Pod', apiVersion: 'v1', metadata: { name, resourceVersion: '7' }, size: 3 };
}

function added(name: string): WatchEvent {
  return { type: 'ADDED', object: pod(name) };
}

/** The next lines of a watch, read as JSON. */
function reader({ body }: Dispatcher.ResponseData): (count: number) => Promise<readonly JsonObject[]> {
  const lines = linesIn(body)[Symbol.asyncIterator]();
  return async (count) => {
    const read: JsonObject[] = [];
    while (read.length < count) {
      const { done, value } = await lines.next();
      if (done === true) break;
      read.push(JSON.parse(value));
    }
    return read;
  };
}

describe('a watch over HTTP', () => {
  it('begins with what is there and goes on with what happens, a line an event', async () => {
    const api = scriptedApi([PODS], undefined, [added('web-0')]);
    const { client } = await served(api);
    const next = reader(await client.open(`${WATCH}&labelSelector=app%3Dweb`));
    expect(await next(1)).toEqual([added('web-0')]);
    api.tell({ type: 'DELETED', object: pod('web-0') });
    expect(await next(1)).toEqual([{ type: 'DELETED', object: pod('web-0') }]);
    expect(api.calls[0]?.query).toEqual({ watch: 'true', labelSelector: 'app=web' });
  });

  it('says yes before anything happens', async () => {
    const { client } = await served(scriptedApi([PODS]));
    expect(await client.open('/api/v1/pods?watch=1')).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
    });
  });

  it('names the columns of tables once, and tells of bookmarks in an empty row', async () => {
    const bookmark = { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion: '9' } };
    const api = scriptedApi([PODS], undefined, [added('web-0'), { type: 'BOOKMARK', object: bookmark }]);
    const { client } = await served(api, { clock: new VirtualClock(instantOf(42_000)) });
    const events = await reader(await client.open(WATCH, TABLE))(2);
    expect(events).toMatchObject([
      {
        type: 'ADDED',
        object: {
          kind: 'Table',
          metadata: { resourceVersion: '7' },
          columnDefinitions: [{ name: 'Name' }, { name: 'Age' }, { name: 'Size' }],
          rows: [{ cells: ['web-0', '42s', 3], object: { kind: 'PartialObjectMetadata' } }],
        },
      },
      {
        type: 'BOOKMARK',
        object: { metadata: { resourceVersion: '9' }, columnDefinitions: null, rows: [{ cells: ['', null, null] }] },
      },
    ]);
  });

  it('tells of metadata alone when that is asked for', async () => {
    const { client } = await served(scriptedApi([PODS], undefined, [added('web-0')]));
    const accept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
    const [event] = await reader(await client.open(WATCH, { accept }))(1);
    expect(event).toEqual({
      type: 'ADDED',
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: pod('web-0')['metadata'] },
    });
  });

  it('is refused as the API refuses it', async () => {
    const refusal = { status: 410, body: { kind: 'Status', code: 410, reason: 'Expired' } };
    const { client } = await served(scriptedApi([PODS], undefined, refusal));
    expect(await client.ask(WATCH)).toMatchObject({ status: 410, body: refusal.body });
  });

  it('is over with the error that the API tells', async () => {
    const error: WatchEvent = { type: 'ERROR', object: { kind: 'Status', code: 410 } };
    const { client } = await served(scriptedApi([PODS], undefined, [error]));
    const { text } = await client.ask(WATCH, { headers: TABLE });
    expect(text).toBe(`${JSON.stringify(error)}\n`);
  });

  it('is over when its time is up', async () => {
    const clock = new VirtualClock();
    const api = scriptedApi([PODS], undefined, [added('web-0')]);
    const { client } = await served(api, { clock });
    const next = reader(await client.open(`${WATCH}&timeoutSeconds=60`));
    await clock.run(after(clock.now(), millisOf(59_999)));
    expect(api.watches()).toBe(1);
    await clock.run(after(clock.now(), millisOf(1)));
    expect(await next(2)).toEqual([added('web-0')]);
    expect(api.watches()).toBe(0);
  });

  it('is over when the reader goes', async () => {
    const api = scriptedApi([PODS]);
    const { client } = await served(api);
    const { body } = await client.open(WATCH);
    body.on('error', () => {});
    body.destroy();
    while (api.watches() > 0) await setImmediate();
    expect(api.calls).toHaveLength(1);
  });

  it('is over when the server stops, after all that was told', async () => {
    const api = scriptedApi([PODS]);
    const front = await served(api);
    const next = reader(await front.client.open(WATCH));
    api.tell(added('web-0'));
    const stopped = front.stop();
    expect(await next(2)).toEqual([added('web-0')]);
    await stopped;
    expect(api.watches()).toBe(0);
    await expect(front.client.ask('/version')).rejects.toThrow('ECONNREFUSED');
  });

  it('is broken off when too much waits for a reader that is slow', async () => {
    const api = scriptedApi([PODS]);
    const { client } = await served(api, { mostWaiting: 20 });
    const { body } = await client.open(WATCH);
    const big: WatchEvent = { type: 'MODIFIED', object: { ...pod('web-0'), text: 'x'.repeat(1_000_000) } };
    let told = 0;
    for (; api.watches() > 0; told += 1) {
      api.tell(big);
      await setImmediate();
    }
    expect(told).toBeGreaterThan(20);
    await expect(body.text()).rejects.toThrow();
  });

  it('goes on for a reader that reads, however much it is', async () => {
    const first = Array.from({ length: 500 }, (_, index) => added(`web-${index}`));
    const api = scriptedApi([PODS], undefined, first);
    const { client } = await served(api, { mostWaiting: 20 });
    const next = reader(await client.open(WATCH));
    expect(await next(500)).toEqual(first);
    for (let round = 0; round < 50; round += 1) {
      for (let index = 0; index < 20; index += 1) api.tell(added(`db-${index}`));
      expect(await next(20)).toHaveLength(20);
    }
    expect(api.watches()).toBe(1);
  });
});
