import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventListener, type ListenerWishes } from '../../../../src/service/api/events/event-listener.ts';
import type { HistoryEntry } from '../../../../src/service/store/rows.ts';
import { T0 } from '../../../support/builders.ts';

const MEGABYTE = 1024 * 1024;
/** More than the buffers of any loopback connection hold, together with the backlog. */
const MOST_FRAMES = 200;
const FRAME = Buffer.alloc(MEGABYTE, 'x');

function entry(id: number, given: Partial<HistoryEntry> = {}): HistoryEntry {
  const after = { verdict: null, phase: '', sentence: '' };
  return { id, namespace: 'team', runId: 'r', attempt: 1, kind: 'step', at: T0, body: {}, after, ...given };
}

let server: Server;
let answers: Promise<[IncomingMessage, ServerResponse]>;
let reader: IncomingMessage;
let listener: EventListener;

beforeEach(() => {
  server = createServer().listen(0, '127.0.0.1');
  answers = once(server, 'request') as typeof answers;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function connect(wishes: Partial<ListenerWishes> = {}): Promise<void> {
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, agent: false });
  request.on('error', () => {});
  const [, response] = await answers;
  response.flushHeaders();
  listener = new EventListener(response, { backlog: 4 * MEGABYTE, mayStay: async () => true, ...wishes });
  [reader] = (await once(request, 'response')) as [IncomingMessage];
  reader.on('error', () => {});
}

const ended = (): Promise<void> => new Promise((resolve) => listener.onEnd(resolve));

describe('one who listens', () => {
  it('and does not read is dropped once too much waits for it', async () => {
    await connect();
    let given = 0;
    while (!listener.hasEnded && given < MOST_FRAMES) {
      given += 1;
      listener.give(entry(given), FRAME);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    expect(given).toBeGreaterThan(4);
    expect(given).toBeLessThan(MOST_FRAMES);
  });

  it('and does not read what came before is waited for, and dropped when it reads nothing between signs of life', async () => {
    await connect();
    const hasDrained = { now: false };
    listener.give(entry(1), Buffer.alloc(32 * MEGABYTE, 'x'), { isReplay: true });
    void listener.drained().then(() => {
      hasDrained.now = true;
    });
    listener.beat();
    expect([listener.hasEnded, hasDrained.now]).toEqual([false, false]);
    listener.beat();
    expect(listener.hasEnded).toBe(true);
    await listener.drained();
  });

  it('and reads is told everything, each entry once', async () => {
    await connect();
    let text = '';
    reader.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    for (const id of [1, 2, 2, 1, 3]) listener.give(entry(id), Buffer.from(`${id} `));
    listener.end();
    await once(reader, 'end');
    expect(text).toBe('1 2 3 ');
  });

  it('may leave, and is told nothing more', async () => {
    await connect();
    const gone = ended();
    reader.destroy();
    await gone;
    listener.give(entry(1), FRAME);
    listener.beat();
    expect(listener.hasEnded).toBe(true);
  });

  it('is looked at with every sign of life, and let go when it may listen no more', async () => {
    let may = true;
    let asked = 0;
    await connect({
      mayStay: async () => {
        asked += 1;
        return may;
      },
    });
    reader.resume();
    const gone = ended();
    listener.beat();
    listener.beat();
    expect([asked, listener.hasEnded]).toEqual([1, false]);
    await Promise.resolve();
    may = false;
    listener.beat();
    await gone;
    expect(asked).toBe(2);
  });

  it.each<{ given: string; entry: HistoryEntry; isOver: boolean }>([
    { given: 'a step', entry: entry(1, { attempt: 2 }), isOver: false },
    { given: 'the end of an earlier attempt', entry: entry(1, { kind: 'ended' }), isOver: false },
    { given: 'the end of its attempt', entry: entry(1, { kind: 'ended', attempt: 2 }), isOver: true },
    { given: 'the end of a later attempt', entry: entry(1, { kind: 'ended', attempt: 3 }), isOver: true },
    { given: 'that the run was deleted', entry: entry(1, { kind: 'deleted' }), isOver: true },
  ])('until the end of attempt 2, after $given: over is $isOver', async ({ entry, isOver }) => {
    await connect({ untilEndOf: 2 });
    listener.give(entry, FRAME);
    expect(listener.hasEnded).toBe(isOver);
  });
});
