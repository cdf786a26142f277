import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let alarm: ReturnType<typeof setInterval> | undefined;

/** The time, told once a second to all who show one, so that ages on a page agree. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (alarm === undefined) {
    now = Date.now();
    alarm = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(alarm);
    alarm = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
