import type { JsonObject } from '../../../src/core/json.ts';
import type { RolloutStatus } from '../../../src/rollout/status.ts';
import type { Strategy } from '../../../src/rollout/strategy.ts';
import type { Split } from './router.ts';

/** What invariants and end states are told from, whatever world it is. */
export interface Judged {
  readonly rollout: JsonObject;
  readonly status: RolloutStatus;
  readonly strategy: Strategy;
  /** The ReplicaSets of the Rollout. */
  readonly replicaSets: readonly JsonObject[];
  readonly cluster: { of(kind: string): readonly JsonObject[] };
  readonly routers: ReadonlyMap<string, { readonly split: Split }>;
  /** What part of the traffic a revision gets, from 0 to 1, by its hash; an empty hash for all pods. Of several routers the largest. */
  readonly traffic: ReadonlyMap<string, number>;
  /** For every image the pods that it is told to have. */
  readonly sizes: Readonly<Record<string, number>>;
  /** How often users did something that may ask for another try. */
  readonly retries: number;
  imageOf(hash: string): string;
  takesTraffic(service: string): boolean;
}
