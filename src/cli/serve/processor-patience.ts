import type { Patience } from '../../core/patience.ts';

/**
 * Patience for so much work of this thread, in milliseconds. What other processes of the machine do meanwhile does not count.
 *
 * @param used   microseconds of the processor that this thread has used
 * @param asked  told of every question: there is more to do than usual
 */
export function processorPatience(lengthMs: number, used: () => number, asked: () => void = () => {}): Patience {
  const end = used() + lengthMs * 1000;
  return {
    isOver() {
      asked();
      return used() > end;
    },
  };
}

/** Microseconds of the processor that this thread has used. */
export function usedByThisThread(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
