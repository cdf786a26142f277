import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { isCompleted, type Phase } from '../../../src/resources/run-status.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { type Cluster, nameOf, uidOf } from './cluster.ts';

/** How a run ends; `never` for one that goes on until it is told to stop. */
export type Ending = Extract<Phase, 'Successful' | 'Failed' | 'Error' | 'Inconclusive'> | 'never';

/** Measures for AnalysisRuns, or at least says so. */
export class Analyst {
  readonly #cluster: Cluster;
  readonly #endingOf: (run: JsonObject) => Ending;
  readonly #endsAt = new Map<string, Instant>();
  dueAt: Instant | undefined;

  /** @param endingOf  decides how a run ends */
  constructor(cluster: Cluster, endingOf: (run: JsonObject) => Ending) {
    this.#cluster = cluster;
    this.#endingOf = endingOf;
  }

  notice(now: Instant): void {
    this.#look(after(now, millisOf(200)));
  }

  tick(now: Instant): void {
    this.dueAt = undefined;
    for (const run of this.#cluster.of('AnalysisRun')) this.#advance(run, now);
  }

  #advance(run: JsonObject, now: Instant): void {
    const phase = new Fields(run).below('status').text('phase');
    if (isCompleted(phase)) return;
    if (phase === '') {
      this.#endsAt.set(uidOf(run), after(now, millisOf(5000)));
      this.#say(run, 'Running');
    }
    if (new Fields(run).below('spec').flag('terminate')) return this.#say(run, 'Successful', 'Run Terminated');
    const ending = this.#endingOf(run);
    if (ending === 'never') return;
    const at = this.#endsAt.get(uidOf(run)) ?? now;
    if (at <= now) this.#say(run, ending);
    else this.#look(at);
  }

  #say(run: JsonObject, phase: string, message = ''): void {
    this.#cluster.patch('AnalysisRun', nameOf(run), { status: { phase, ...(message !== '' && { message }) } });
  }

  #look(at: Instant): void {
    if (this.dueAt === undefined || this.dueAt > at) this.dueAt = at;
  }
}
