import type { JsonObject } from '../../../../src/core/json.ts';

/** One sync of the original, as `sync.jsonl` has it. */
export interface SyncLine {
  readonly test: string;
  readonly index: number;
  readonly controller: 'rollout' | 'experiment';
  /** `namespace/name`. */
  readonly key: string;
  readonly now: string;
  readonly resyncPeriodSeconds: number;
  readonly before: readonly JsonObject[];
  /** What is new or changed. */
  readonly after: readonly JsonObject[];
  /** `Kind/namespace/name`. */
  readonly deleted: readonly string[];
  readonly actions: readonly LineAction[];
  readonly error: string | null;
  readonly events: readonly LineEvent[];
  /** Seconds. */
  readonly requeueAfter: readonly number[];
  readonly routerCalls?: readonly LineCall[];
  readonly routerIsFake?: boolean;
}

export interface LineEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

export interface LineAction {
  readonly verb: string;
  readonly resource: string;
  readonly name?: string;
  /** Of a create or update. */
  readonly object?: JsonObject;
  readonly subresource?: string;
  /** JSON patch operations, where it is one. */
  readonly patch?: readonly { readonly path: string; readonly value?: string }[];
  /** What the store answered: this call is to fail. */
  readonly error?: string;
}

/** What a router was asked, and its answer. */
export interface LineCall {
  readonly call:
    | 'UpdateHash'
    | 'SetWeight'
    | 'SetHeaderRoute'
    | 'SetMirrorRoute'
    | 'VerifyWeight'
    | 'RemoveManagedRoutes';
  readonly error: string | null;
  readonly weight?: number;
  readonly canaryHash?: string;
  readonly stableHash?: string;
  readonly additional?: readonly JsonObject[];
  readonly verified?: boolean | null;
}
