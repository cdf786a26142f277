import { Fault } from '../../core/fault.ts';
import { Turns } from '../../runner/turns.ts';
import { evidenceOf } from './evidence-of.ts';
import type { LiveRuns } from './live/live-runs.ts';
import type { RunParts } from './run-parts.ts';
import type { Runs } from './runs.ts';
import type { StartGate } from './starts/start-gate.ts';
import type { Starts } from './starts/starts.ts';
import type { Endings } from './waits/endings.ts';

export interface RunsOfParts extends Pick<RunParts, 'store' | 'clock' | 'version' | 'bounds'> {
  readonly live: Pick<LiveRuns, 'terminate'>;
  readonly starts: Starts;
  readonly gate: Pick<StartGate, 'enter'>;
  readonly endings: Endings;
}

/** The evidence of a long run is large, and in memory as a whole while it is gathered. */
const GATHERED_AT_ONCE = { perBackend: 1, overall: 4 };

/** What the API does with runs, of this replica's parts. */
export function runsOf({ store, clock, version, bounds, live, starts, gate, endings }: RunsOfParts): Runs {
  const { runs, history } = store;
  const gathering = new Turns(GATHERED_AT_ONCE);
  return {
    start: (namespace, request, asker, idempotencyKey) =>
      starts.start({ namespace, request, asker, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
    get: (namespace, id) => runs.get(namespace, id),
    wait: (namespace, id, length, signal) => endings.wait({ namespace, id, length, signal }),
    list: (namespace, filter, page) => runs.list(namespace, filter, page),
    async terminate(namespace, id, { name: by }) {
      const run = await runs.terminate(namespace, id, { by }, clock.now());
      if (run?.isTerminating === true) live.terminate(id);
      return run;
    },
    async retry(namespace, id, { name: by }) {
      const leave = gate.enter(namespace);
      const retried = await runs.retry(namespace, id, { by }, clock.now()).finally(leave);
      if (retried?.kind === 'running') throw stillRunning(id, 'has to end before it can be tried again');
      return retried?.run;
    },
    async delete(namespace, id, { name: by }) {
      const deleted = await runs.delete(namespace, id, { by }, clock.now());
      if (deleted === 'running') throw stillRunning(id, 'has to end before it can be deleted');
      return deleted === 'deleted';
    },
    async evidence(namespace, id, attempt, now) {
      const giveBack = await gathering.take(namespace);
      const whose = { namespace, id, ...(attempt !== undefined && { attempt }) };
      return evidenceOf(whose, now, { runs, history, version, pass: bounds?.pass }).finally(giveBack);
    },
  };
}

function stillRunning(id: string, why: string): Fault {
  return new Fault('STILL_RUNNING', `run ${id} goes on: it ${why}`, { run: id });
}
