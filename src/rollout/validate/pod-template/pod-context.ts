import type { Fields } from '../../reading/fields.ts';

/** What rules about a part of a pod must know of the rest of it. */
export interface PodContext {
  /** The volumes in which nothing is wrong, by name. */
  readonly volumes: ReadonlyMap<string, Fields>;
  readonly claimNames: ReadonlySet<string>;
  /** Seconds a pod has to end. */
  readonly gracePeriod: number;
  /** `spec.os.name`; undefined where no system is named. */
  readonly os: string | undefined;
  readonly restartPolicy: string;
  /** Whether pods share the users of their node, as they do unless told otherwise. */
  readonly sharesUsers: boolean;
}

/** A container with its place. */
export interface Placed {
  readonly container: Fields;
  readonly path: string;
}
