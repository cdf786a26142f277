import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { EventBody } from '../../src/service/api/schema/event.ts';

/** A stream of server-sent events, as a client reads it. */
export interface EventStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The data of all events so far. */
  readonly events: readonly EventBody[];
  /** Everything that has come. */
  text(): string;
  /** Resolves once `holds`, asked after everything that comes; rejects when the stream ends before. */
  until(holds: (events: readonly EventBody[], text: string) => boolean): Promise<void>;
  /** Reads no further until it is told to; what comes piles up on the other side. */
  pause(): void;
  /** Resolves when the other side has ended it, or the connection is gone. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream and waits for its head. */
export function openEvents(url: string, headers: OutgoingHttpHeaders = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (answer) => resolve(streamOf(answer)));
    request.on('error', reject);
  });
}

function streamOf(answer: IncomingMessage): EventStream {
  const events: EventBody[] = [];
  let text = '';
  let rest = '';
  let bell = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let isOver = false;
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) events.push(JSON.parse(data) as EventBody);
    }
    bell.resolve();
    bell = Promise.withResolvers();
  });
  answer.on('error', () => {});
  answer.on('close', () => {
    isOver = true;
    ended.resolve();
  });
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    events,
    text: () => text,
    async until(holds) {
      while (!holds(events, text)) {
        if (isOver) throw new Error(`the stream ended before:\n${text}`);
        await Promise.race([bell.promise, ended.promise]);
      }
    },
    pause: () => void answer.pause(),
    ended: ended.promise,
    close: () => answer.destroy(),
  };
}
