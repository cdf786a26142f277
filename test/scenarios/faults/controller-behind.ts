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
  readonly flags: readonly string[];
  /** JavaScript that runs in its process before it begins. */
  readonly preload?: string;
}

export function startControllerBehind(
  door: Pick<Door, 'kubeconfig'>,
  { program, namespace, flags, preload }: ControllerBehindOptions,
): ControllerBehind {
  const ports = ['--metricsPort', '0', '--healthzPort', '0'];
  const words = ['controller', '--namespaced', '-n', namespace, ...ports, ...flags];
  const env = {
    KUBECONFIG: door.kubeconfig,
    POD_NAMESPACE: namespace,
    ...(preload && { NODE_OPTIONS: importing(preload) }),
  };
  const process = cliProcess(words, { program, env });
  return {
    ...process,
    async end() {
      process.child.kill('SIGTERM');
      const { code, signal, stderr } = await process.ended;
      if (code !== 0) throw new Error(`the controller ended with ${code ?? signal}:\n${stderr.slice(-4000)}`);
    },
  };
}

function importing(script: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}
