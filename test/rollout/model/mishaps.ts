import type { Instant } from '../../../src/core/instant.ts';
import type { Fault } from './faults.ts';
import type { Fate } from './sync.ts';

/** Faults that are more than the fate of one write. */
export type Disruption = Extract<Fault, { kind: 'kill' | 'outage' | 'hang' | 'jump' | 'twin' }>;

/** Counts attempts, and says which of them meet with a fault. */
export class Mishaps {
  readonly #faults: Fault[];
  #count = 0;
  #refusals: { readonly code: number; times: number } | undefined;
  #routerRefusals: { readonly call: number; times: number } | undefined;
  /** Until when the API refuses everything. */
  outageUntil = 0;

  constructor(faults: readonly Fault[]) {
    this.#faults = [...faults];
  }

  /**
   * Counts an attempt. Gives its fate, and what else happens with it.
   *
   * @param isRoute  whether it is asked of a router
   */
  meet(isRoute: boolean, now: Instant): { readonly fate: Fate; readonly disruptions: readonly Disruption[] } {
    const disruptions: Disruption[] = [];
    let fate: Fate = { kind: 'done' };
    for (let fault = this.#next(); fault !== undefined; fault = this.#next()) {
      if (fault.kind === 'refuse') this.#refusals = { code: fault.code, times: fault.times };
      else if (fault.kind === 'router') this.#routerRefusals = { call: fault.call, times: fault.times };
      else if (fault.kind === 'lose') fate = { kind: 'lost' };
      else disruptions.push(fault);
      if (fault.kind === 'outage') this.outageUntil = now + 1000 * fault.seconds;
    }
    this.#count += 1;
    return { fate: this.#refusal(isRoute, now) ?? fate, disruptions };
  }

  #next(): Fault | undefined {
    const [fault] = this.#faults;
    return fault !== undefined && fault.at <= this.#count ? this.#faults.shift() : undefined;
  }

  #refusal(isRoute: boolean, now: Instant): Fate | undefined {
    if (isRoute) {
      if (this.#routerRefusals === undefined || this.#routerRefusals.times === 0) return undefined;
      this.#routerRefusals.times -= 1;
      return { kind: 'refused', code: this.#routerRefusals.call };
    }
    if (now < this.outageUntil) return { kind: 'refused', code: 503 };
    if (this.#refusals === undefined || this.#refusals.times === 0) return undefined;
    this.#refusals.times -= 1;
    return { kind: 'refused', code: this.#refusals.code };
  }
}
