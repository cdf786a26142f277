import type { Store } from '../../src/service/store/store.ts';

/** Does something around a call of a store: carries it out or not, and answers or not. */
export type AroundCall = <T>(name: string, carryOut: () => Promise<T>) => Promise<T>;

/** A store with something around each of its calls, named as in `runs.record`. Listening and closing are left alone. */
export function aroundStore(store: Store, around: AroundCall): Store {
  return {
    templates: aroundPart('templates', store.templates, around),
    runs: aroundPart('runs', store.runs, around),
    replicas: aroundPart('replicas', store.replicas, around),
    history: aroundPart('history', store.history, around),
    callbacks: aroundPart('callbacks', store.callbacks, around),
    access: aroundPart('access', store.access, around),
    check: () => around('check', () => store.check()),
    listen: (hear) => store.listen(hear),
    close: () => store.close(),
  };
}

type Call = (...given: readonly unknown[]) => Promise<unknown>;

function aroundPart<Part extends object>(name: string, part: Part, around: AroundCall): Part {
  const calls = Object.entries(part).map(([call, carryOut]: [string, Call]) => [
    call,
    (...given: readonly unknown[]) => around(`${name}.${call}`, () => carryOut(...given)),
  ]);
  // Every member of a part is such a call.
  return Object.fromEntries(calls) as Part;
}
