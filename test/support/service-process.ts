import { cliProcess, type Ended } from './cli-process.ts';

/** `verdict serve` as a process of its own. */
export interface ServiceProcess {
  /** Without a slash at its end: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly pid: number;
  /** What it has said so far, on both outputs. */
  said(): string;
  /** Asks it to end, as Kubernetes does. */
  end(): Promise<Ended>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
}

export interface ServiceProcessOptions {
  /** The bundle; default: the source. */
  readonly program?: string;
  /** Besides `--listen`. */
  readonly flags: readonly string[];
  /** Of 127.0.0.1; default: a free one. */
  readonly port?: number;
  /** In place of this process' environment, except for PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts it and waits until it serves. @throws Error with what it said when it ends before */
export async function startService({ program, flags, port = 0, env }: ServiceProcessOptions): Promise<ServiceProcess> {
  const process = cliProcess(['serve', '--listen', `127.0.0.1:${port}`, ...flags], {
    ...(program === undefined ? {} : { program }),
    ...(env === undefined ? {} : { env }),
  });
  const { child, ended } = process;
  let said = '';
  const listen = (text: string): void => {
    said += text;
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;
  await process.says(ADDRESS);
  const [url = ''] = ADDRESS.exec(said) ?? [];
  const endBy = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    said: () => said,
    end: () => endBy('SIGTERM'),
    async kill() {
      await endBy('SIGKILL');
    },
  };
}
