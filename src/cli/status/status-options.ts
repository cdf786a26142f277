import type { Millis } from '../../core/instant.ts';
import type { KubeOptions } from '../kube-options.ts';

/** Options of `status`. */
export interface StatusOptions extends KubeOptions {
  /** Whether to wait for an end. */
  readonly watch: boolean;
  /** How long to wait; absent: for ever. Below 0: not at all. */
  readonly timeout?: Millis;
}
