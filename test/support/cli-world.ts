import { Readable, Writable } from 'node:stream';
import { runProgram } from '../../src/cli/program.ts';
import { systemClock } from '../../src/cli/system-clock.ts';
import type { World } from '../../src/cli/world.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Environment } from '../../src/core/environment.ts';
import { until } from './until.ts';

/** What a command is given in a test; nothing of this process reaches it otherwise. */
export interface CliGiven {
  readonly stdin?: string;
  readonly env?: Environment;
  readonly clock?: Clock;
  readonly elapsed?: () => number;
  /** A real-looking UUID that is always the same, unless given. */
  readonly uid?: string;
}

/** A world in memory. */
export interface TestWorld extends World {
  said(): { readonly stdout: string; readonly stderr: string };
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** The code that `leave` was called with, if it was. */
  leftWith(): number | undefined;
}

export function testWorld({
  stdin = '',
  env = {},
  clock = systemClock,
  elapsed = () => performance.now(),
  uid = UID,
}: CliGiven = {}): TestWorld {
  const stdout = new Heard();
  const stderr = new Heard();
  const listeners = new Set<() => void>();
  let left: number | undefined;
  return {
    version: '0.0.0-test',
    clock,
    elapsed,
    env,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    onInterrupt(asked) {
      listeners.add(asked);
      return () => listeners.delete(asked);
    },
    leave: (code) => {
      left = code;
    },
    newUid: () => uid,
    said: () => ({ stdout: stdout.text, stderr: stderr.text }),
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    leftWith: () => left,
  };
}

/** What came of a command line. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function cli(words: readonly string[], given: CliGiven | TestWorld = {}): Promise<CliResult> {
  const world = 'said' in given ? given : testWorld(given);
  const code = await runProgram(words, world);
  return { code, ...world.said() };
}

/** Runs a command line and presses Ctrl-C once it has said a text. */
export async function cliStoppedAt(words: readonly string[], text: string): Promise<CliResult> {
  const world = testWorld();
  const running = cli(words, world);
  await until(() => Object.values(world.said()).some((said) => said.includes(text)), running);
  world.interrupt();
  return running;
}

const UID = '0123abcd-1111-4222-8333-444455556666';

class Heard extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
