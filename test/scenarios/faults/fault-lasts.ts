import { waitUntil } from '../../../src/core/clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { steadyClock } from '../../../src/kube/steady-clock.ts';

/** A fault is there for so long. */
export function faultLasts(seconds: number): Promise<void> {
  return waitUntil(steadyClock, after(steadyClock.now(), millisOf(seconds * 1000)));
}

/** Tells how many seconds have passed since it was made, with one decimal. */
export function stopwatch(): () => string {
  const since = steadyClock.now();
  return () => ((steadyClock.now() - since) / 1000).toFixed(1);
}
