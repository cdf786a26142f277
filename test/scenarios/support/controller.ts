import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../support/cli-process.ts';

/** A controller as a process of its own. */
export interface RunningController {
  /** What its metrics say. @throws Error when it does not answer well */
  metrics(): Promise<string>;
  /** The last lines that it wrote about a namespace. */
  linesAbout(namespace: string): readonly string[];
  /** Lets it end as an operator would. @throws Error when it had ended before */
  stop(): Promise<void>;
}

export interface ControllerOptions {
  readonly kubeconfig: string;
  /** Where its lease lives. */
  readonly namespace: string;
  /** Flags besides the ports. */
  readonly flags: readonly string[];
}

/** Starts the controller under test, politely: it shares the machine with the cluster. */
export async function startController({ kubeconfig, namespace, flags }: ControllerOptions): Promise<RunningController> {
  const [metricsPort, healthzPort] = [await freePort(), await freePort()];
  const words = [...controllerWords(), ...flags, '--metricsPort', `${metricsPort}`, '--healthzPort', `${healthzPort}`];
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, KUBECONFIG: kubeconfig, POD_NAMESPACE: namespace };
  const child = spawn('nice', words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'close');
  const lines = (): readonly string[] => said.join('').split('\n');
  return {
    async metrics() {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
      if (!answer.ok) throw new Error(`the metrics are answered with ${answer.status}`);
      return answer.text();
    },
    linesAbout: (about) =>
      lines()
        .filter((line) => line.includes(about))
        .slice(-20),
    async stop() {
      const hadEnded = child.exitCode !== null || child.signalCode !== null;
      child.kill('SIGTERM');
      await ended;
      if (hadEnded) throw new Error(`the controller had ended:\n${lines().slice(-40).join('\n')}`);
    },
  };
}

/** The controller under test, as words of a command line: `verdict controller`, or what VERDICT_TEST_CONTROLLER says, such as upstream's. */
function controllerWords(): readonly string[] {
  const other = process.env['VERDICT_TEST_CONTROLLER'];
  return other ? other.split(' ') : [process.execPath, join(ROOT, 'src', 'main.ts'), 'controller'];
}

/** A port that nobody listens on, as far as one can know. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
        else resolve(address.port);
      });
    });
  });
}
