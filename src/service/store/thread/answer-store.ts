import type { MessagePort } from 'node:worker_threads';
import { Fault, textOf } from '../../../core/fault.ts';
import type { Store } from '../store.ts';
import type { StoreMessage, StoreRefusal, StoreRequest } from './store-messages.ts';

/** The thread's side of `storeInThread`: opens a store and answers for it until it is closed. */
export async function answerStore(port: MessagePort, open: () => Promise<Store>): Promise<void> {
  const say = (message: StoreMessage): void => port.postMessage(message);
  let store: Store;
  try {
    store = await open();
  } catch (thrown) {
    say({ kind: 'opened', refusal: refusalOf(thrown) });
    port.close();
    return;
  }
  store.listen((news) => say({ kind: 'news', news }));
  port.on('message', ({ number, call }: StoreRequest) => {
    const answered = (answer: unknown): void => {
      say({ kind: 'answered', number, answer });
      // Nothing is asked of a closed store, and the thread ends by itself.
      if (call.name === 'close') port.close();
    };
    const refused = (thrown: unknown): void => say({ kind: 'refused', number, refusal: refusalOf(thrown) });
    // An answer that cannot be handed over is an error of the call too.
    carriedOut(store, call).then(answered).catch(refused);
  });
  say({ kind: 'opened' });
}

async function carriedOut(store: Store, call: StoreRequest['call']): Promise<unknown> {
  if (call.part === undefined) return store[call.name]();
  const part = store[call.part];
  const method: unknown = Reflect.get(part, call.name);
  if (typeof method !== 'function') throw new TypeError(`a store has no ${call.part}.${call.name}`);
  return Reflect.apply(method, part, call.given) as unknown;
}

function refusalOf(thrown: unknown): StoreRefusal {
  if (!(thrown instanceof Fault)) return { message: textOf(thrown) };
  const { code, message, details } = thrown;
  return { code, message, details };
}
