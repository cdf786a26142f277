import { Writable } from 'node:stream';
import type { Output, World } from '../../../src/cli/world.ts';
import { clockAt, T0 } from './story.ts';

/** A world of which everything that was written is kept. */
export interface TestWorld extends World {
  readonly written: { stdout: string; stderr: string };
}

/** A world for a command: nothing in its environment, time stands still. */
export function testWorld(stdin: readonly (string | Uint8Array)[] = []): TestWorld {
  const written = { stdout: '', stderr: '' };
  return {
    version: '0.1.0',
    clock: clockAt(() => T0),
    elapsed: () => 0,
    env: {},
    stdin: pieces(stdin),
    stdout: output((text) => (written.stdout += text)),
    stderr: output((text) => (written.stderr += text)),
    onInterrupt: () => () => {},
    leave: (code) => {
      throw new Error(`the process was left with ${code}`);
    },
    newUid: () => '11111111-2222-3333-4444-555555555555',
    written,
  };
}

async function* pieces(stdin: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* stdin;
}

function output(take: (text: string) => void): Output {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      take(text);
      done();
    },
  });
}
