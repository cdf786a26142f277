import { type CliProcess, cliProcess } from '../../support/cli-process.ts';
import type { Door } from './door.ts';

/** A controller that sees the cluster through a door. */
export interface ControllerBehind extends CliProcess {
  /** Ends it as an operator would. @throws Error when it had ended before, or did not end well */
  end(): Promise<void>;
}

export interface ControllerBehindOptions {
  /** The bundle. */
  readonly program: string;
  /** The one that it works on, where its lease is too. */
  readonly namespace: string;
  readonly flags?: readonly string[];
}

export function startControllerBehind(
  door: Pick<Door, 'kubeconfig'>,
  { program, namespace, flags = [] }: ControllerBehindOptions,
): ControllerBehind {
  const ports = ['--metricsPort', '0', '--healthzPort', '0'];
  const words = ['controller', '--namespaced', '-n', namespace, ...ports, ...flags];
  const process = cliProcess(words, { program, env: { KUBECONFIG: door.kubeconfig, POD_NAMESPACE: namespace } });
  return {
    ...process,
    async end() {
      process.child.kill('SIGTERM');
      const { code, signal, stderr } = await process.ended;
      if (code !== 0) throw new Error(`the controller ended with ${code ?? signal}:\n${stderr.slice(-4000)}`);
    },
  };
}
