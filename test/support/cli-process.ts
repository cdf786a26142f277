import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';

export const ROOT = join(import.meta.dirname, '..', '..');
const SOURCE = join(ROOT, 'src', 'main.ts');

/** How a process ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that runs as a process of its own. */
export interface CliProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard output or standard error holds the text, or matches; rejects when the process ends before. */
  says(text: string | RegExp): Promise<void>;
}

export interface CliProcessOptions {
  /** In place of this process' environment, except for PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the source. */
  readonly program?: string;
}

/**
 * Runs a command line as users do, in a process of its own.
 *
 */
export function cliProcess(
  words: readonly string[],
  { env = {}, program = SOURCE }: CliProcessOptions = {},
): CliProcess {
  const { PATH = '', HOME = '' } = process.env;
  return started(process.execPath, [program, ...words], { PATH, HOME, ...env });
}

/** A folder with the program as one piece, which starts several times faster than the source: for tests that start it again and again. */
export async function bundledProgram(folder: string): Promise<string> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    define: { 'process.env.VERDICT_VERSION': '"0.0.0-test"', 'process.env.VERDICT_NODE': '">=24"' },
    // Under a name that the source has not: it imports createRequire itself.
    banner: { js: "import { createRequire as ours } from 'node:module'; const require = ours(import.meta.url);" },
    logLevel: 'error',
  });
  return join(folder, 'main.mjs');
}

/** Starts any program and listens to it. */
export function started(program: string, words: readonly string[], env: Readonly<Record<string, string>>): CliProcess {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  let bell = Promise.withResolvers<void>();
  const ring = (): void => {
    bell.resolve();
    bell = Promise.withResolvers();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    ring();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    ring();
  });
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({ code: code as Ended['code'], signal: signal as Ended['signal'], stdout, stderr }),
  );
  return {
    child,
    ended,
    async says(text) {
      const holds = (said: string): boolean => (typeof text === 'string' ? said.includes(text) : text.test(said));
      const isSaid = (): boolean => holds(stdout) || holds(stderr);
      let isOver = false;
      void ended.then(() => {
        isOver = true;
      });
      while (!isSaid()) {
        if (isOver) throw new Error(`the process ended without saying ${text}:\n${stdout}\n${stderr}`);
        await Promise.race([bell.promise, ended]);
      }
    },
  };
}
