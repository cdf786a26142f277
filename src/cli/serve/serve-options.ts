import type { LogFormat, LogLevel } from '../controller/controller-options.ts';
import type { StoreOptions } from './store-options.ts';

/** The options of `verdict serve` as they were written. */
export interface ServeOptions extends StoreOptions {
  /** `HOST:PORT` */
  readonly listen: string;
  readonly allowUnauthenticated?: boolean;
  readonly config?: string;
  readonly secretsDir?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly plugin: readonly string[];
  /** False: each run asks for itself, whatever the configuration says. */
  readonly sharing?: boolean;
  readonly logLevel: LogLevel;
  /** Default: text for a terminal, else JSON. */
  readonly logFormat?: LogFormat;
}

/** The lists when none of their options was given. */
export const NO_SERVE_LISTS = { plugin: [] } as const;
