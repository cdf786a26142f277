import { waitUntil } from '../../../core/clock.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import { isCompleted } from '../../../resources/run-status.ts';
import { Turns } from '../../../runner/turns.ts';
import { KINDS } from '../../kinds.ts';
import { keyOf, nameOf, nameOfKey, uidOf } from '../../metadata.ts';
import type { Change } from '../../watch/store.ts';
import type { CachedKind } from '../caches.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { DrivenRun, type LookDeps, type SharedTurns } from './driven-run.ts';
import { FollowedJobs, hasJob, uidOfJobsRun } from './followed-jobs.ts';
import { endOfLife } from './time-to-live.ts';

export interface AnalysisRunsOptions extends LookDeps {
  readonly workers: number;
  /**
   * Whether this process may act. While it may not, no run is begun, and one that somebody else writes is left to them; once it may again
   * the runs that there are want to be looked at. Default: it may.
   */
  readonly isLeading?: () => boolean;
}

/** A host that is slow holds up those who ask it, and sockets are not without end. */
const LOOKS = { perBackend: 100, overall: 1_000 };
/** A connection with TLS costs more than a write: a burst of writes is to go through few of them. */
const WRITES = { perBackend: 32, overall: 32 };
/** How long the looks under way may take when the process ends. */
const GRACE: Millis = millisOf(2_000);
/** Set when Jobs are made in another cluster. */
const JOB_KUBECONFIG = 'ARGO_ROLLOUTS_ANALYSIS_JOB_KUBECONFIG';

/** Drives AnalysisRuns: every run that goes on lives in memory, and each change of its status is one write. */
export function analysisRunController(parts: Parts, options: AnalysisRunsOptions): Controller {
  return new AnalysisRunController(parts, options);
}

class AnalysisRunController implements Controller {
  readonly name = 'AnalysisRuns';
  readonly workers: number;
  readonly #parts: Parts;
  readonly #options: AnalysisRunsOptions;
  readonly #turns: SharedTurns = { looks: new Turns(LOOKS), writes: new Turns(WRITES) };
  readonly #jobs: FollowedJobs;
  readonly #runs = new Map<string, DrivenRun>();
  readonly #keysByUid = new Map<string, string>();
  #isStopped = false;

  constructor(parts: Parts, options: AnalysisRunsOptions) {
    this.#parts = parts;
    this.#options = options;
    this.workers = options.workers;
    this.#jobs = new FollowedJobs(parts);
  }

  concerns(kind: CachedKind | 'onDemand', change: Change): readonly string[] {
    if (kind === 'onDemand') return this.#concernsJob(change);
    if (kind !== 'analysisRuns') return [];
    const { object } = change;
    const key = keyOf(nameOf(object));
    if (change.kind === 'deleted') return [key];
    const run = this.#runs.get(key);
    // Most likely the answer to that very write; if not, the run finds out as soon as it is through.
    const isSpokenFor = run === undefined ? hasEnded(object) : run.isSending;
    return isSpokenFor && endOfLife(object) === undefined ? [] : [key];
  }

  async sync(key: string): Promise<Synced> {
    const object = this.#parts.caches.analysisRuns.get(nameOfKey(key));
    const run = this.#runs.get(key);
    if (run !== undefined && (object === undefined || isDeleting(object) || uidOf(object) !== run.uid)) {
      run.abandon();
      this.#forget(key, run);
    }
    if (object === undefined || isDeleting(object)) return {};
    this.#runs.get(key)?.hear(object);
    if (hasEnded(object)) return this.#keepUntilEndOfLife(object);
    const known = this.#runs.get(key);
    if (known !== undefined) known.lookAgain();
    else if (this.#isLeading) this.#begin(key, object);
    return {};
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const runs = [...this.#runs.values()];
    for (const run of runs) run.windDown();
    const { steady } = this.#parts;
    const areOver = new AbortController();
    void Promise.all(runs.map((run) => run.over)).then(() => areOver.abort());
    await waitUntil(steady, after(steady.now(), GRACE), areOver.signal);
    for (const run of runs) run.abandon();
  }

  get #isLeading(): boolean {
    return this.#options.isLeading?.() ?? true;
  }

  #concernsJob(change: Change): readonly string[] {
    const uid = uidOfJobsRun(change);
    const key = uid === undefined ? undefined : this.#keysByUid.get(uid);
    return key === undefined ? [] : [key];
  }

  #begin(key: string, object: JsonObject): void {
    const run = new DrivenRun(object, this.#parts, this.#options, this.#turns);
    this.#runs.set(key, run);
    if (hasJob(object)) {
      this.#keysByUid.set(run.uid, key);
      if (this.#options.env[JOB_KUBECONFIG] === undefined) this.#jobs.begin();
    }
    void run.over.then((ending) => {
      this.#forget(key, run);
      if (ending === 'foreign') this.#goOnFromTheirs(key);
    });
  }

  #forget(key: string, run: DrivenRun): void {
    if (this.#runs.get(key) === run) this.#runs.delete(key);
    this.#keysByUid.delete(run.uid);
  }

  /** Somebody else has written the status: what was known here counts no more. Where they lead it is theirs to go on. */
  #goOnFromTheirs(key: string): void {
    const object = this.#parts.caches.analysisRuns.get(nameOfKey(key));
    if (object === undefined || isDeleting(object) || hasEnded(object)) return;
    if (this.#isStopped || !this.#isLeading) return;
    if (this.#runs.get(key) === undefined) this.#begin(key, object);
  }

  async #keepUntilEndOfLife(object: JsonObject): Promise<Synced> {
    const end = endOfLife(object);
    if (end === undefined || !this.#isLeading) return {};
    if (this.#parts.clock.now() < end) return { wakeAt: end };
    await this.#parts.writer.delete({ resource: KINDS.analysisRuns, object });
    return {};
  }
}

function hasEnded(run: JsonObject): boolean {
  return isCompleted(textIn(objectIn(run, 'status'), 'phase'));
}

function isDeleting(run: JsonObject): boolean {
  return textIn(objectIn(run, 'metadata'), 'deletionTimestamp') !== '';
}
