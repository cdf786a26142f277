import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-fault.ts';

/** The right to serve a folder, which no other process has meanwhile. */
export interface ServingLock {
  /** Once is enough, and more does no harm. */
  release(): void;
}

/**
 * Takes the right to serve, by a lock on a file of its own: the operating system gives it back when this process ends, however that happens.
 * SQLite keeps such locks right on every system; the file is an empty database.
 *
 * @param waitMs how long whoever has it is waited for, in milliseconds
 * @returns undefined when somebody else has it
 */
export function takeServingLock(path: string, waitMs: number): ServingLock | undefined {
  const file = new DatabaseSync(path, { timeout: waitMs });
  try {
    // Nothing is ever written, so nothing has to be undone by whoever comes after a crash.
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (thrown) {
    file.close();
    if (isBusy(thrown)) return undefined;
    throw thrown;
  }
  return {
    release() {
      if (file.isOpen) file.close();
    },
  };
}
