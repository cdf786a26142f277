import type { Clock } from '../core/clock.ts';
import type { Environment } from '../core/environment.ts';

/** A stream that is written to: a terminal, a pipe, a file or a test's buffer. */
export type Output = NodeJS.WritableStream & {
  /** True for a terminal. */
  readonly isTTY?: boolean;
  /** Width of a terminal; absent for anything else. */
  readonly columns?: number;
};

/** All that a command may use of the process it runs in. Put together by `main.ts`, or by a test. */
export interface World {
  /** Of this program, such as `0.1.0`. */
  readonly version: string;
  readonly clock: Clock;
  /** A clock that never jumps, in milliseconds from some beginning, for how long things take. */
  readonly elapsed: () => number;
  readonly env: Environment;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  /** Results. */
  readonly stdout: Output;
  /** Everything that is said beside the results. */
  readonly stderr: Output;
  /** Calls back each time the process is asked to end (Ctrl-C, SIGTERM) until the returned function is called. */
  onInterrupt(asked: () => void): () => void;
  /** Ends the process at once. */
  leave(code: number): void;
  /** A random UUID. */
  newUid(): string;
  /** The file of this program, for threads of it (`runThread`) and further processes; absent where there is none, as in tests. */
  readonly entry?: URL;
}
