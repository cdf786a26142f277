import type { LookDue } from '../analysis/sample.ts';
import { after, earliest, type Instant, millisOf } from '../core/instant.ts';
import type { Memory, Remembered, Taken } from './progress.ts';

/** What is remembered after more was taken in. Only a metric's newest look is kept. */
export function remember(memory: Memory, taken: readonly Taken[]): Memory {
  const looks = taken.filter(({ sample }) => sample.kind === 'measured');
  if (looks.length === 0) return memory;
  const next = new Map(memory);
  for (const look of looks) next.set(look.sample.metric, rememberedOf(look));
  return next;
}

function rememberedOf({ sample, value, note, exchanges }: Taken): Remembered {
  const exchange = exchanges.at(-1);
  const notBefore = sample.kind === 'measured' ? earliestNextLook(exchanges, sample.finishedAt) : undefined;
  return {
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(exchange && { exchange }),
    ...(notBefore !== undefined && { notBefore }),
  };
}

function earliestNextLook(exchanges: Taken['exchanges'], finishedAt: Instant): Instant | undefined {
  const asked = exchanges.flatMap(({ retryAfterSeconds }) =>
    retryAfterSeconds === undefined ? [] : [retryAfterSeconds],
  );
  return asked.length === 0 ? undefined : after(finishedAt, millisOf(Math.max(...asked) * 1000));
}

/** True when a backend has asked not to be looked at yet. */
export function mustWait(memory: Memory, metric: string, now: Instant): boolean {
  const notBefore = memory.get(metric)?.notBefore;
  return notBefore !== undefined && notBefore > now;
}

/** Whether a look need not wait for its backend. One that ends another never does. */
export function mayBegin({ kind, metric }: LookDue, memory: Memory, now: Instant): boolean {
  return kind === 'terminate' || !mustWait(memory, metric, now);
}

/** When the first of the metrics that must wait may be looked at again. */
export function endOfWaits(memory: Memory, now: Instant): Instant | undefined {
  return earliest(
    [...memory.values()].map(({ notBefore }) => (notBefore !== undefined && notBefore > now ? notBefore : undefined)),
  );
}
