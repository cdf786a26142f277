import type { Json, JsonObject } from '../../src/core/json.ts';
import type { RouterEvent } from '../../src/traffic/router.ts';

/** What a line of `traffic.jsonl` holds. */
export interface TrafficLine {
  readonly router: string;
  readonly name: string;
  readonly settings?: {
    readonly legacyIngress?: boolean;
    readonly notInCache?: readonly string[];
    readonly verifyTargetGroup?: boolean;
  };
  readonly rollout: JsonObject;
  readonly replicaSets?: readonly JsonObject[];
  readonly before?: readonly JsonObject[];
  readonly faults?: readonly ApiFault[];
  readonly calls: readonly JsonObject[];
  readonly after: readonly After[];
}

interface ApiFault {
  readonly verb: string;
  readonly resource: string;
  readonly name?: string;
  readonly error: string;
}

/** What one call did. */
export interface After {
  readonly changed?: readonly JsonObject[];
  readonly created?: readonly JsonObject[];
  readonly deleted?: readonly string[];
  readonly writes?: readonly JsonObject[];
  readonly events?: readonly Partial<RouterEvent>[];
  readonly result?: Json;
  readonly error?: string;
  readonly panic?: string;
}
