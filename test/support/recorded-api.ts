import type { Clock } from '../../src/core/clock.ts';
import { formatInstantExactly } from '../../src/core/instant.ts';
import type { Api, ApiAnswer, ApiCall } from '../../src/simulator/api/call.ts';

/** A write that was asked for, and what came of it. */
export interface Write {
  /** With milliseconds. */
  readonly at: string;
  readonly call: ApiCall;
  readonly answer: ApiAnswer;
}

/** An API that takes down all writes that are asked for through it, refused ones among them. */
export function recordedApi(api: Api, clock: Clock): Api & { readonly writes: readonly Write[] } {
  const writes: Write[] = [];
  return {
    kinds: () => api.kinds(),
    watch: (call, hear) => api.watch(call, hear),
    answer(call) {
      const answer = api.answer(call);
      if (call.method !== 'GET') writes.push({ at: formatInstantExactly(clock.now()), call, answer });
      return answer;
    },
    writes,
  };
}
