import { Client } from 'pg';
import type { Clock } from '../../../core/clock.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import type { News } from '../store.ts';
import type { Connection } from './connection-of.ts';
import { clientConfig, type PostgresTimeouts } from './postgres-pool.ts';

/** What the connection for news needs. */
export interface NewsOptions {
  readonly connection: Connection;
  readonly timeouts: PostgresTimeouts;
  readonly clock: Clock;
  /** Hears each, with the server's process of whoever told it; 0 for what was perhaps missed. */
  readonly hear: (news: News, teller: number) => void;
}

/** The channel on which processes tell each other what they have done. */
export const NEWS_CHANNEL = 'verdict_news';

const FIRST_PAUSE = millisOf(250);
const LONGEST_PAUSE = millisOf(5000);
/** How often a silent connection is asked whether it is still there. */
const ASK_EVERY = millisOf(10_000);

/**
 * Listens on a connection of its own. When that is lost another one is made, as often as it takes; whatever was told meanwhile is told as
 * one `all`.
 *
 * @returns ends it
 */
export function openNewsConnection({ connection, timeouts, clock, hear }: NewsOptions): () => void {
  let isOver = false;
  let client: Client | undefined;
  let cancel = (): void => {};

  async function connect(pause: Millis): Promise<void> {
    const mine = new Client(clientConfig(connection, timeouts));
    client = mine;
    let isLost = false;
    const lose = (next: Millis): void => {
      if (isLost) return;
      isLost = true;
      cancel();
      // It may never answer to that.
      void mine.end().catch(() => {});
      if (isOver) return;
      cancel = clock.alarm(after(clock.now(), next), () => void connect(millisOf(Math.min(next * 2, LONGEST_PAUSE))));
    };
    mine.on('error', () => lose(FIRST_PAUSE));
    mine.on('end', () => lose(FIRST_PAUSE));
    mine.on('notification', ({ payload = '', processId }) => hear(newsOf(payload), processId));
    try {
      await mine.connect();
      await mine.query(`LISTEN ${NEWS_CHANNEL}`);
      if (isOver) return lose(FIRST_PAUSE);
      hear({ kind: 'all' }, 0);
      askAgain(mine, lose);
    } catch {
      lose(pause);
    }
  }

  function askAgain(mine: Client, lose: (next: Millis) => void): void {
    const ask = async (): Promise<void> => {
      try {
        await mine.query('SELECT 1');
        if (client === mine && !isOver) askAgain(mine, lose);
      } catch {
        lose(FIRST_PAUSE);
      }
    };
    cancel = clock.alarm(after(clock.now(), ASK_EVERY), () => void ask());
  }

  void connect(FIRST_PAUSE);
  return () => {
    isOver = true;
    cancel();
    // Not waited for: a server that is held still never answers to it.
    void client?.end().catch(() => {});
  };
}

/** News as they are sent. */
export function newsText(news: News): string {
  return news.kind === 'run' ? `run ${news.id}` : news.kind;
}

/** What is not understood comes from a newer version: it may be anything. */
function newsOf(text: string): News {
  const [kind = '', id] = text.split(' ');
  if (kind === 'run' && id !== undefined) return { kind, id };
  return kind === 'runs' || kind === 'history' || kind === 'callbacks' ? { kind } : { kind: 'all' };
}
