import type { KubeOptions } from '../kube-options.ts';

/** Options of `list experiments`. */
export interface ListOptions extends KubeOptions {
  readonly allNamespaces?: boolean;
}

/** Options of `list rollouts`. */
export interface ListRolloutsOptions extends ListOptions {
  /** Only the one of this name. */
  readonly name?: string;
  readonly watch?: boolean;
  /** Each row begins with the time at which it was printed. */
  readonly timestamps?: boolean;
}
