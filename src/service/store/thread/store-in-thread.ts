import type { Worker } from 'node:worker_threads';
import { Fault } from '../../../core/fault.ts';
import { listeners } from '../sql/listeners.ts';
import type { Store } from '../store.ts';
import type { StoreMessage, StorePart, StoreRefusal, StoreRequest } from './store-messages.ts';

/**
 * The store that a thread of its own holds open by `answerStore`. What the database takes, its disk above all, does not hold up this thread.
 *
 * An error that nobody has foreseen in the thread ends the process, as it would here.
 *
 * @param worker  has just been made
 * @param place   what the store is called in texts
 * @throws Fault  what opening it brought
 */
export async function storeInThread(worker: Worker, place: string): Promise<Store> {
  const calls = new Calls(worker, place);
  const hearing = listeners();
  const opened = Promise.withResolvers<void>();
  worker.on('message', (message: StoreMessage) => {
    if (message.kind === 'news') hearing.tell([message.news]);
    else if (message.kind !== 'opened') calls.settle(message);
    else if (message.refusal === undefined) opened.resolve();
    else opened.reject(errorOf(message.refusal));
  });
  worker.once('exit', () => {
    const gone = new Fault('STORE_UNAVAILABLE', `${place} was closed`, { place });
    opened.reject(gone);
    calls.end(gone);
  });
  await opened.promise;
  return {
    templates: calls.part('templates'),
    runs: calls.part('runs'),
    replicas: calls.part('replicas'),
    history: calls.part('history'),
    callbacks: calls.part('callbacks'),
    access: calls.part('access'),
    check: () => calls.ask<void>({ name: 'check' }),
    listen: (hear) => hearing.listen(hear),
    close: () => calls.close(),
  };
}

/** What was asked of the thread and not answered yet. */
class Calls {
  readonly #worker: Worker;
  readonly #place: string;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  #last = 0;
  #gone: Fault | undefined;
  #closing: Promise<void> | undefined;

  constructor(worker: Worker, place: string) {
    this.#worker = worker;
    this.#place = place;
  }

  /** A part of the store whose members ask the thread. */
  part<Name extends StorePart>(part: Name): Store[Name] {
    const asking = new Map<string, (...given: readonly unknown[]) => Promise<unknown>>();
    const callNamed = (name: string): ((...given: readonly unknown[]) => Promise<unknown>) => {
      const known = asking.get(name);
      if (known !== undefined) return known;
      const made = (...given: readonly unknown[]): Promise<unknown> => this.ask({ part, name, given });
      asking.set(name, made);
      return made;
    };
    // Any member of a part is a call; the thread refuses what is none.
    const target = {} as Store[Name];
    return new Proxy(target, { get: (_target, name) => (typeof name === 'string' ? callNamed(name) : undefined) });
  }

  ask<Answer>(call: StoreRequest['call']): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const asked = Promise.withResolvers<Answer>();
    const number = ++this.#last;
    try {
      this.#worker.postMessage({ number, call } satisfies StoreRequest);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
    // The thread answers with what the call answers.
    this.#open.set(number, asked as PromiseWithResolvers<unknown>);
    return asked.promise;
  }

  settle(message: Extract<StoreMessage, { readonly number: number }>): void {
    const asked = this.#open.get(message.number);
    this.#open.delete(message.number);
    if (message.kind === 'answered') asked?.resolve(message.answer);
    else asked?.reject(errorOf(message.refusal));
  }

  /** Closes the store behind all that was asked before; closed again, it does nothing. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const closed = this.ask<void>({ name: 'close' });
    this.#gone = new Fault('STORE_UNAVAILABLE', `${this.#place} was closed`, { place: this.#place });
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    try {
      await closed;
    } finally {
      await ended;
    }
  }

  end(gone: Fault): void {
    this.#gone = gone;
    for (const asked of this.#open.values()) asked.reject(gone);
    this.#open.clear();
  }
}

function errorOf({ code, message, details }: StoreRefusal): Error {
  return code === undefined ? new Error(message) : new Fault(code, message, details);
}
