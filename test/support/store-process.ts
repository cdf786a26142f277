import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of its own that works on a store in SQLite; `store-program.ts` says what it does. */
export interface StoreProcess {
  readonly pid: number;
  /** What it says next; undefined when it has ended. */
  next(): Promise<string | undefined>;
  /** Tells it something. */
  say(line: string): void;
  /** Ends it with SIGKILL, and waits until it is gone. @returns what it had said and nobody has read */
  kill(): Promise<readonly string[]>;
  readonly ended: Promise<unknown>;
}

/** @param before a shell command that is run in its shell before it, such as `ulimit -n 64` */
export function storeProcess(words: readonly string[], before = ':'): StoreProcess {
  const program = new URL('./store-program.ts', import.meta.url).pathname;
  const child = spawn('sh', ['-c', `${before}; exec "$@"`, 'sh', process.execPath, program, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string | undefined> => {
    const line = await lines.next();
    return line.done === true ? undefined : line.value;
  };
  return {
    pid: child.pid ?? 0,
    next,
    say: (line) => child.stdin.write(`${line}\n`),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      const rest: string[] = [];
      for (let line = await next(); line !== undefined; line = await next()) rest.push(line);
      return rest;
    },
    ended,
  };
}
