import { textOf } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { KINDS } from '../../kinds.ts';
import type { Change } from '../../watch/store.ts';
import type { Parts } from '../parts.ts';

/** Has the uid of the run that a Job measures for. @see providers.md §5 */
const RUN_UID = 'analysisrun.argoproj.io/uid';
const ENDS = new Set(['Complete', 'Failed']);

/** Follows the Jobs of the cluster once a run needs one, so that a run hears of its Job's end without asking again and again. */
export class FollowedJobs {
  readonly #parts: Pick<Parts, 'caches' | 'log'>;
  #hasBegun = false;

  constructor(parts: Pick<Parts, 'caches' | 'log'>) {
    this.#parts = parts;
  }

  /** Begins to follow them, if that has not begun. Where it cannot be done, runs go on asking, and the next one tries again. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#parts.caches.onDemand(KINDS.jobs).catch((thrown: unknown) => {
      this.#hasBegun = false;
      this.#parts.log.warn(`Jobs are not followed, so their ends are found by asking: ${textOf(thrown)}`);
    });
  }
}

/** Whether a run measures with a Job. */
export function hasJob(run: JsonObject): boolean {
  return listIn(objectIn(run, 'spec'), 'metrics').some((metric) => objectIn(metric, 'provider')['job'] !== undefined);
}

/** The uid of the run whose Job has ended or gone; undefined for every other change. */
export function uidOfJobsRun({ kind, object }: Change): string | undefined {
  if (textIn(object, 'kind') !== KINDS.jobs.kind) return undefined;
  const uid = textIn(objectIn(objectIn(object, 'metadata'), 'labels'), RUN_UID);
  return uid !== '' && (kind === 'deleted' || hasEnded(object)) ? uid : undefined;
}

function hasEnded(job: JsonObject): boolean {
  const conditions = listIn(objectIn(job, 'status'), 'conditions');
  return conditions.some((condition) => ENDS.has(textIn(condition, 'type')) && condition['status'] === 'True');
}
