import type { Instant, Millis } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Observed } from '../observed.ts';
import type { Lost } from '../pod-template/readable-template.ts';
import type { ScaleDown } from '../strategy.ts';

/** What is so at the start of a sync and stays so. */
export interface Facts {
  readonly now: Instant;
  readonly observed: Observed;
  /** The Rollout as JSON, its template and selector taken from the workload where it names one. */
  readonly json: JsonObject;
  /** `spec.template`. */
  readonly template: JsonObject;
  /** Hash of the template as it stands now. */
  readonly podHash: string;
  readonly uid: string;
  /** The template came from a workload. */
  readonly isTemplateResolved: boolean;
  /** What of the template as it is stored cannot be read; it is not in `template`. */
  readonly lost?: Lost;
  readonly delays: Delays;
  /** Old pods were waiting for their deadline when the sync began. */
  readonly isWaitingForOldPods: boolean;
  /** The new ReplicaSet still waited for its deadline when the sync began: going back to it is quick. */
  readonly isNewWithinDelay: boolean;
}

/** How long pods stay that are not needed any more, as the strategy has it. */
export interface Delays {
  readonly scaleDown: ScaleDown;
  /** Of an aborted update; absent where they are sized like any others. */
  readonly onAbort?: Millis;
}
