import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
// Not by name: an old Node that lacks it would refuse the file before it could be told what is missing.
import nodeModule from 'node:module';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { EXIT } from './cli/exit-code.ts';
import { runProgram } from './cli/program.ts';
import { JSONATA_PROCESS } from './cli/serve/jsonata/jsonata-job.ts';
import { systemClock } from './cli/system-clock.ts';
import { runThread, type ThreadWork } from './cli/thread.ts';
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
    version: process.env.VERDICT_VERSION ?? packageInCheckout().version,
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
    entry: new URL(import.meta.url),
  };
}

interface Package {
  readonly version: string;
  readonly engines: { readonly node: string };
}

// The bundle is built with what it needs of it.
function packageInCheckout(): Package {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Package;
}

/** Ends the process where Node is too old: one that does not know `import.meta.main` would do nothing and exit with 0, which is a pass. */
function refuseOldNode(): void {
  const wanted = (process.env.VERDICT_NODE ?? packageInCheckout().engines.node).replace('>=', '');
  const isOld = process.version.slice(1).localeCompare(wanted, 'en', { numeric: true }) < 0;
  if (!isOld) return;
  process.stderr.write(
    `verdict needs Node.js ${wanted} or newer, this is ${process.version}. Install it and try again.\n`,
  );
  process.exit(EXIT.invalidInput);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve();
    else stream.write('', () => resolve());
  });
}

refuseOldNode();

// Before the commands are loaded: their compiled code is kept in the system's folder for temporary files, and the next start is faster.
nodeModule.enableCompileCache();

if (!isMainThread && parentPort !== null) {
  // Only this program makes threads of this file. Nothing is awaited here: `bin/verdict.js` requires it, which takes no file that waits.
  runThread(workerData as ThreadWork, parentPort).catch((error: unknown) => {
    setImmediate(() => {
      throw error;
    });
  });
} else if (process.send !== undefined && process.argv[2] === JSONATA_PROCESS) {
  void import('./cli/serve/jsonata/answer-jsonata.ts').then(({ answerJsonata }) => answerJsonata(process));
} else if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(EXIT.error);
  });
}
