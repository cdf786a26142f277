import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

/** Something that is done when this process is gone, however that came. */
export interface LastDeed {
  /** Does it at once, and resolves when it is done. */
  now(): Promise<void>;
}

/** Whom it is done by; default: this process' user. */
export interface Doer {
  readonly uid?: number;
  readonly gid?: number;
}

/** Leaves a shell behind that runs a script as soon as this process, or thread, lets go of the pipe to it. Tests' threads are ended without a word. */
export function whenThisProcessEnds(script: string, words: readonly string[], doer: Doer = {}): LastDeed {
  const shell = spawn('sh', ['-c', `cat >/dev/null; ${script}`, 'sh', ...words], {
    ...doer,
    cwd: tmpdir(),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = once(shell, 'exit');
  shell.unref();
  // The pipe is a socket, whose type does not say so.
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return {
    async now() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}
