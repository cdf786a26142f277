import type { Instant } from '../../core/instant.ts';
import type { Change } from '../watch/store.ts';
import type { CachedKind } from './caches.ts';

/** Upstream's names of its queues (interfaces.md §9.2). */
export type ControllerName = 'Rollouts' | 'Experiments' | 'AnalysisRuns' | 'Services' | 'DestinationRules';

/** What becomes of a key after its sync. */
export interface Synced {
  /** When to look again though nothing happens; absent: when something happens. By the machine's clock. */
  readonly wakeAt?: Instant;
  /** Something else was in the way, such as a newer version of an object: look again at once. */
  readonly again?: boolean;
}

/** Keeps the objects of one kind as they should be: gather, decide, apply. */
export interface Controller {
  readonly name: ControllerName;
  /** How many keys are worked on at a time, at most. */
  readonly workers: number;
  /** The keys of the objects that a change concerns: `namespace/name`. Cheap, and never throws. */
  concerns(kind: CachedKind | 'onDemand', change: Change): readonly string[];
  /**
   * Looks at an object and does what is to be done. Never called for a key that is being worked on.
   *
   * @throws anything: the key is tried again after a pause that grows
   */
  sync(key: string): Promise<Synced>;
  /** Ends what goes on beside `sync`, with its writes in hand; `sync` is not called any more. */
  stop?(): Promise<void>;
}
