import { startServer } from '../../support/http-server.ts';

/** What a look gets: a number, a text, JSON, or no answer: for `down` a 503, for `held` nothing until something else is told. */
export type Answered = number | string | Readonly<Record<string, unknown>>;

/** A metrics backend that answers one thing after the other, by name. */
export interface NumberBackend {
  readonly url: string;
  /** What `/NAME` answers from now on, one at each look; the last one stays. */
  will(name: string, ...answers: readonly Answered[]): void;
  stop(): Promise<void>;
}

export async function startNumberBackend(): Promise<NumberBackend> {
  const answers = new Map<string, Answered[]>();
  let told = Promise.withResolvers<void>();
  const state = { isOver: false };
  const next = (name: string): Answered => {
    const list = answers.get(name) ?? [];
    return (list.length > 1 ? list.shift() : list[0]) ?? 0;
  };
  const server = await startServer(async ({ path }) => {
    let value = next(path.slice(1));
    while (value === 'held' && !state.isOver) {
      await told.promise;
      value = next(path.slice(1));
    }
    return value === 'down' ? { status: 503, body: 'not today' } : { body: { v: value } };
  });
  return {
    url: server.url,
    will(name, ...list) {
      answers.set(name, [...list]);
      told.resolve();
      told = Promise.withResolvers();
    },
    async stop() {
      state.isOver = true;
      told.resolve();
      await server.stop();
    },
  };
}
