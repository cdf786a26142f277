import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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

/** Makes one piece of `store-program.ts`, which starts several times faster than the source. @returns its path */
export async function storeProgram(folder: string): Promise<string> {
  const outfile = join(folder, 'store-program.mjs');
  const entryPoints = [fileURLToPath(new URL('./store-program.ts', import.meta.url))];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return outfile;
}

/** @param before a shell command that is run in its shell before it, such as `ulimit -n 64` */
export function storeProcess(program: string, words: readonly string[], before = ':'): StoreProcess {
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
