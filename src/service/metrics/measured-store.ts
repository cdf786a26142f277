import { Fault } from '../../core/fault.ts';
import type { Store } from '../store/store.ts';

/** One call of the store, such as `runs.record`. */
export interface StoreCall {
  readonly call: string;
  readonly tookMs: number;
  /** Our fault code, or `UNKNOWN`; absent when it went well. */
  readonly error?: string;
}

type Parts = Pick<Store, 'templates' | 'runs' | 'replicas' | 'history' | 'callbacks' | 'access'>;

/**
 * The same store, with every call that answers by a promise told to `tell`.
 *
 * @param elapsed  a clock that never jumps, in milliseconds
 */
export function measuredStore(store: Store, tell: (call: StoreCall) => void, elapsed: () => number): Store {
  const timed = async <Answer>(call: string, answer: () => Promise<Answer>): Promise<Answer> => {
    const begun = elapsed();
    try {
      const given = await answer();
      tell({ call, tookMs: elapsed() - begun });
      return given;
    } catch (thrown) {
      tell({ call, tookMs: elapsed() - begun, error: thrown instanceof Fault ? thrown.code : 'UNKNOWN' });
      throw thrown;
    }
  };
  const parts: Parts = {
    templates: timedPart('templates', store.templates, timed),
    runs: timedPart('runs', store.runs, timed),
    replicas: timedPart('replicas', store.replicas, timed),
    history: timedPart('history', store.history, timed),
    callbacks: timedPart('callbacks', store.callbacks, timed),
    access: timedPart('access', store.access, timed),
  };
  return {
    ...parts,
    check: () => timed('check', () => store.check()),
    listen: (hear) => store.listen(hear),
    close: () => store.close(),
  };
}

type Timed = <Answer>(call: string, answer: () => Promise<Answer>) => Promise<Answer>;

/** All members of these parts are methods that answer by a promise; `test/service/metrics/measured-store.test.ts` holds them to it. */
function timedPart<Part extends object>(name: string, part: Part, timed: Timed): Part {
  const made = new Map<string | symbol, unknown>();
  return new Proxy(part, {
    get(target, member) {
      const known = made.get(member);
      if (known !== undefined) return known;
      const method: unknown = Reflect.get(target, member, target);
      if (typeof method !== 'function') return method;
      const wrapped = (...given: readonly unknown[]): Promise<unknown> =>
        timed(`${name}.${String(member)}`, () => Reflect.apply(method, target, given));
      made.set(member, wrapped);
      return wrapped;
    },
  });
}
