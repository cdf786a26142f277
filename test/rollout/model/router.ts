import { Fields } from '../../../src/rollout/reading/fields.ts';
import type { WeightDestination } from '../../../src/rollout/status.ts';
import type { RouterAnswer, RouterCall } from '../../../src/rollout/traffic/routing.ts';

/** Where a router sends traffic. */
export interface Split {
  readonly weight: number;
  readonly canaryHash: string;
  readonly stableHash: string;
  readonly additional: readonly WeightDestination[];
  readonly routes: readonly string[];
  /** The services that it was told to split between; absent before the first weight. */
  readonly services?: { readonly canary: string; readonly stable: string };
}

const NOTHING: Split = { weight: 0, canaryHash: '', stableHash: '', additional: [], routes: [] };

/** A router that does what it is told, and can say whether it is so. */
export class Router {
  split: Split = NOTHING;
  /** How often it answers that a new weight is not in force yet; undefined: it cannot tell. */
  readonly #lag: number | undefined;
  #unverified = 0;

  constructor(lag: number | undefined) {
    this.#lag = lag;
  }

  /** @param refusedFrom  the call, by its place, that it refuses; undefined: none */
  take(calls: readonly RouterCall[], services: Split['services'], refusedFrom?: number): RouterAnswer {
    let answer: RouterAnswer = { kind: 'told' };
    for (const [place, call] of calls.entries()) {
      if (place === refusedFrom) return { kind: 'failed', call: call.kind, error: 'the router is away' };
      if (call.kind === 'verifyWeight') answer = this.#verify();
      else this.#do(call, services);
    }
    return answer;
  }

  #do(call: Exclude<RouterCall, { kind: 'verifyWeight' }>, services: Split['services']): void {
    const before = this.split;
    switch (call.kind) {
      case 'removeManagedRoutes':
        this.split = { ...before, routes: [] };
        return;
      case 'setHeaderRoute':
      case 'setMirrorRoute':
        this.split = {
          ...before,
          routes: [...new Set([...before.routes, new Fields(call.route).text('name')])].sort(),
        };
        return;
      case 'updateHash':
        this.split = { ...before, canaryHash: call.canaryHash, stableHash: call.stableHash };
        return;
      case 'setWeight':
        if (call.weight !== before.weight) this.#unverified = this.#lag ?? 0;
        this.split = { ...before, weight: call.weight, additional: call.additional, ...(services && { services }) };
    }
  }

  #verify(): RouterAnswer {
    if (this.#lag === undefined) return { kind: 'told' };
    if (this.#unverified === 0) return { kind: 'told', verified: true };
    this.#unverified -= 1;
    return { kind: 'told', verified: false };
  }
}
