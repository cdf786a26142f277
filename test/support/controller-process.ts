import { onTestFinished } from 'vitest';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { textIn } from '../../src/core/json-members.ts';
import { type CliProcess, cliProcess } from './cli-process.ts';

/** `verdict controller` as a process of its own. */
export interface ControllerProcess extends CliProcess {
  /** Asks it to end, as Kubernetes does. */
  end(): Promise<Awaited<CliProcess['ended']>>;
  /** What it has logged so far. */
  logged(): readonly JsonObject[];
  /** The text of its metrics. */
  metrics(): Promise<string>;
  /** How a path of its probes answers. */
  probe(path: string): Promise<{ readonly status: number; readonly text: string }>;
}

export interface ControllerProcessOptions {
  /** The bundle. */
  readonly program: string;
  readonly kubeconfig: string;
  /** Where its lease is. */
  readonly namespace: string;
  readonly flags?: readonly string[];
}

/** Starts it on ports that are free. It is gone after the test. */
export async function startControllerProcess(options: ControllerProcessOptions): Promise<ControllerProcess> {
  const { program, kubeconfig, namespace, flags = [] } = options;
  const words = ['controller', '--metricsPort', '0', '--healthzPort', '0', ...flags];
  const process = cliProcess(words, { program, env: { KUBECONFIG: kubeconfig, POD_NAMESPACE: namespace } });
  let said = '';
  process.child.stderr?.on('data', (text: string) => {
    said += text;
  });
  onTestFinished(() => {
    process.child.kill('SIGKILL');
  });
  const logged = (): readonly JsonObject[] =>
    said
      .split('\n')
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line))
      .filter(isJsonObject);
  await process.says('"msg":"serving"');
  const serving = logged().find(({ msg }) => msg === 'serving');
  return {
    ...process,
    logged,
    end() {
      process.child.kill('SIGTERM');
      return process.ended;
    },
    metrics: async () => (await fetch(textIn(serving, 'metrics'))).text(),
    async probe(path) {
      const answer = await fetch(new URL(path, textIn(serving, 'healthz')));
      return { status: answer.status, text: await answer.text() };
    },
  };
}
