import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BackendAnswer, BackendQuestion } from './backend-process.ts';

/** The backend that metrics ask. */
export interface Backend {
  /** Without a slash at its end; a metric asks `/<run>/<metric>`, both counted from 0. */
  readonly url: string;
  ask(question: BackendQuestion): Promise<BackendAnswer>;
  stop(): void;
}

export async function startBackend(runs: number, metrics: number): Promise<Backend> {
  const child = fork(join(import.meta.dirname, 'backend-process.ts'), [String(runs), String(metrics)]);
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(question) {
      const told = once(child, 'message');
      child.send(question);
      const [answer] = await told;
      // What backend-process.ts sends.
      return answer as BackendAnswer;
    },
    stop: () => void child.kill(),
  };
}
