import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../../core/clock.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import { JSONATA_PROCESS, type JsonataAnswer, type JsonataJob } from './jsonata-job.ts';

/** Far more than the second that the library itself allows an expression. */
const LONGEST: Millis = millisOf(3_000);
/** Until the program is loaded once more, on a machine that has much to do. */
const LONGEST_BEGIN: Millis = millisOf(60_000);
/** In megabytes. */
const MEMORY = ['--max-old-space-size=256', '--max-semi-space-size=8'];
/** How a process ends that needs more: by itself, or by what started it. */
const OUT_OF_MEMORY = { signal: 'SIGABRT', code: 134 };

/** What became of a process that does not answer any more. */
export interface Ended {
  readonly kind: 'ended';
  readonly why: string;
}

/** One process that evaluates JSONata. It has no environment, and ends with this one. */
export class JsonataProcess {
  readonly #child: ChildProcess;
  readonly #over: Promise<void>;
  readonly #steady: Clock;
  #answer = Promise.withResolvers<JsonataAnswer | Ended>();
  #hasBegun = false;
  #isOver = false;

  /**
   * @param entry   the file of this program, which it begins with
   * @param steady  one that never jumps
   */
  constructor(entry: URL, steady: Clock) {
    this.#steady = steady;
    this.#child = fork(fileURLToPath(entry), [JSONATA_PROCESS], {
      env: {},
      execArgv: MEMORY,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // It must not keep this process from ending.
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on('message', (answer: JsonataAnswer) => this.#answer.resolve(answer));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#over = promise;
    const end = (why: string): void => {
      this.#isOver = true;
      this.#answer.resolve({ kind: 'ended', why });
      resolve();
    };
    this.#child.on('error', ({ message }) => end(`its process failed: ${message}`));
    this.#child.on('exit', (code, signal) => end(whyOver(code, signal)));
  }

  /** Whether it has ended, such as by somebody who looked for memory. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Asks one thing; the one before must have been answered. After `ended` there is nothing more to be asked. Never rejects. */
  async ask(job: JsonataJob): Promise<JsonataAnswer | Ended> {
    if (!this.#hasBegun) {
      const begun = await this.#within(LONGEST_BEGIN);
      if (begun.kind === 'ended') return begun;
      this.#hasBegun = true;
      this.#answer = Promise.withResolvers();
    }
    this.#child.send(job, () => {
      // What cannot be sent has no reader: the end of the process says why.
    });
    const answer = await this.#within(LONGEST);
    if (answer.kind !== 'ended') this.#answer = Promise.withResolvers();
    return answer;
  }

  /** Ends it, whatever it does. */
  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#over;
  }

  async #within(length: Millis): Promise<JsonataAnswer | Ended> {
    const cancel = this.#steady.alarm(after(this.#steady.now(), length), () => {
      this.#answer.resolve({ kind: 'ended', why: 'it was ended, as it took longer than it may here' });
    });
    const answer = await this.#answer.promise;
    cancel();
    if (answer.kind === 'ended') await this.end();
    return answer;
  }
}

function whyOver(code: number | null, signal: string | null): string {
  const isOutOfMemory = signal === OUT_OF_MEMORY.signal || code === OUT_OF_MEMORY.code;
  return isOutOfMemory
    ? 'it was ended, as it needs more memory than it may have here'
    : `its process ended (${signal ?? code})`;
}
