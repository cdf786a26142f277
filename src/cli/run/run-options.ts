import { Fault } from '../../core/fault.ts';
import { durationMs } from '../../core/go/duration.ts';
import type { Millis } from '../../core/instant.ts';
import type { ReportFormat } from '../report/report-formats.ts';

/** The options of `verdict run` as they were written. Lists are in the order of the command line. */
export interface RunOptions {
  readonly template: readonly string[];
  /** `NAME=VALUE` */
  readonly arg: readonly string[];
  readonly argsFile: readonly string[];
  /** `NAME/KEY=VALUE`, `NAME/KEY=@FILE` or `NAME/KEY=env:VARIABLE` */
  readonly secret: readonly string[];
  readonly secretsDir: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly metric: readonly string[];
  /** Rules for names of metrics; `.*` for all. */
  readonly dryRun: readonly string[];
  /** A Go duration. */
  readonly timeout?: string;
  readonly save?: string;
  readonly resume?: string;
  readonly plugin: readonly string[];
  /** A form of the report; `github` gives it to GitHub Actions where it looks. */
  readonly output: ReportFormat | 'github';
  readonly out?: string;
  readonly evidence?: string;
  /** The address of a service that does the run; empty: here. */
  readonly server?: string;
  readonly tokenFile?: string;
  /** A template that the service keeps: NAME or KIND/NAME. */
  readonly templateRef?: string;
  /** `KEY=VALUE` */
  readonly label: readonly string[];
}

/** The lists when none of their options was given. */
export const NO_LISTS = {
  template: [],
  arg: [],
  argsFile: [],
  secret: [],
  secretsDir: [],
  metric: [],
  dryRun: [],
  plugin: [],
  label: [],
} as const;

/**
 * How long the run may take.
 *
 * @throws Fault USAGE_INVALID for anything but a duration above 0
 */
export function timeoutOf({ timeout }: RunOptions): Millis | undefined {
  if (timeout === undefined) return undefined;
  const ms = readDuration(timeout);
  if (ms !== undefined && ms > 0) return ms;
  throw new Fault(
    'USAGE_INVALID',
    `--timeout ${JSON.stringify(timeout)}: a duration above 0 was expected, such as 90s or 1h30m`,
  );
}

function readDuration(text: string): Millis | undefined {
  try {
    return durationMs(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
