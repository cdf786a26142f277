import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { EXIT } from './cli/exit-code.ts';
import { runProgram } from './cli/program.ts';
import { systemClock } from './cli/system-clock.ts';
import type { World } from './cli/world.ts';

/** Signals that ask for a proper end. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the command line of this process and ends the process with its verdict. */
export async function main(): Promise<void> {
  // A reader that has gone (`verdict run … | head`) is no reason to fail: the verdict counts.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const code = await runProgram(process.argv.slice(2), systemWorld());
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // Connections that are kept open for the next request would hold the process.
  process.exit(code);
}

function systemWorld(): World {
  return {
    version: process.env.VERDICT_VERSION ?? versionInCheckout(),
    clock: systemClock,
    elapsed: () => performance.now(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    onInterrupt(asked) {
      for (const signal of ENDING) process.on(signal, asked);
      return () => {
        for (const signal of ENDING) process.off(signal, asked);
      };
    },
    leave: (code) => process.exit(code),
    newUid: randomUUID,
  };
}

// The bundle is built with the version in it.
function versionInCheckout(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve();
    else stream.write('', () => resolve());
  });
}

// Before the commands are loaded: their compiled code is kept in the system's folder for temporary files, and the next start is faster.
enableCompileCache();

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(EXIT.error);
  });
}
