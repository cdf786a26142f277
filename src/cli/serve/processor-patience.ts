import type { Patience } from '../../core/patience.ts';

/**
 * Patience for so much work of this thread, in milliseconds. What other processes of the machine do meanwhile does not count.
 *
 * @param used  microseconds of the processor that this thread has used
 */
export function processorPatience(lengthMs: number, used: () => number): Patience {
  const end = used() + lengthMs * 1000;
  return { isOver: () => used() > end };
}

/** Microseconds of the processor that this thread has used. */
export function usedByThisThread(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
