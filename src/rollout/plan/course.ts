import type { RolloutStatus } from '../status.ts';
import type { Draft, Stage } from './draft.ts';

/** What a strategy says about a sync. Everything else is the same for all strategies. */
export interface Course {
  /** The template changed, or what else starts an update over. */
  readonly hasChanged: (draft: Draft) => boolean;
  /** What a sync does, in this order, until a stage ends it. */
  readonly stages: readonly Stage[];
  /** Gives ReplicaSets their sizes and does nothing else: all that a new size of the Rollout asks for. */
  readonly resize: Stage;
  /** Numbers of pods as the strategy counts them. */
  readonly counts: (draft: Draft, status: RolloutStatus) => Pick<RolloutStatus, 'availableReplicas' | 'hpaReplicas'>;
  /** What becomes of the update, as the last thing that a sync decides. */
  readonly settle: (draft: Draft, base: RolloutStatus) => Settled;
  /** Whether as many pods as wanted serve users. */
  readonly isAvailable: (draft: Draft, status: RolloutStatus) => boolean;
}

/** A draft and the status that it comes to, without what is computed of every status alike. */
export interface Settled {
  readonly draft: Draft;
  readonly status: RolloutStatus;
}
