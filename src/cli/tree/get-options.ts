import type { KubeOptions } from '../kube-options.ts';

/** Options of `get rollout` and `get experiment`. */
export interface GetOptions extends KubeOptions {
  readonly watch?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  /** Ends the watch; 0 and below: never. Seconds. */
  readonly timeoutSeconds?: number;
}
