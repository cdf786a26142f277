import type { Clock } from '../../core/clock.ts';
import { waitUntil } from '../../core/clock.ts';
import { after, type Millis } from '../../core/instant.ts';
import type { RouterApis } from '../../traffic/route.ts';
import type { Cluster } from '../cluster.ts';
import { KINDS } from '../kinds.ts';
import { nameOf } from '../metadata.ts';
import type { QueueWatch } from '../queue/work-queue.ts';
import type { IndexBy } from '../watch/indexed.ts';
import type { Change } from '../watch/store.ts';
import type { Writer } from '../write/writer.ts';
import { type CachedKind, type Caches, startCaches } from './caches.ts';
import type { Controller, ControllerName } from './controller.ts';
import type { Log } from './log.ts';
import type { Measures } from './measures.ts';
import type { Parts } from './parts.ts';
import { type RunningController, runController } from './run-controller.ts';
import { seldom } from './seldom.ts';

export interface ControllersOptions {
  /** Only objects in it; empty: all namespaces. */
  readonly namespace: string;
  /** Only objects of this instance; empty: those of none. @see rollout.md §22 */
  readonly instanceId: string;
  readonly resyncPeriod: Millis;
  readonly routerApis: RouterApis;
  readonly requireEvidence: boolean;
  /** The kinds that are followed. */
  readonly kinds: readonly CachedKind[];
  /** What Rollouts and Experiments name in their specs. */
  readonly mentions: Readonly<Record<'rollouts' | 'experiments', IndexBy>>;
}

export interface ControllersDeps {
  readonly cluster: Cluster;
  /** The machine's own time. */
  readonly clock: Clock;
  /** One that does not jump. */
  readonly steady: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly measures: Measures;
  readonly recorder: Parts['recorder'];
  /** Makes the way to write, which is to tell the caches of what was written. */
  readonly writerFor: (caches: Pick<Caches, 'of'>) => Writer;
  /** Makes the controllers to run. */
  readonly controllers: (parts: Parts) => readonly Controller[];
  /** Hears how keys go through a controller's queue. */
  readonly watchOf?: (controller: ControllerName) => QueueWatch;
}

/** Controllers at work, and what they see. */
export interface RunningControllers {
  readonly caches: Caches;
  /** Whether all is known and the controllers work. */
  isSynced(): boolean;
  /**
   * Begins no sync until `resume`, save those of AnalysisRuns, which hear so of what another process wrote. What was seen and
   * measured is kept, and what happens is followed.
   */
  pause(): void;
  resume(): void;
  /**
   * Ends the queues, what controllers do beside them, and the caches, in this order. Work in hand is waited for.
   *
   * @param within  how long at most; then it resolves though work is under way
   */
  stop(within: Millis): Promise<void>;
}

/** Its syncs begin nothing while this process does not lead, but let go of runs that another one has taken up. */
const LISTENING: ControllerName = 'AnalysisRuns';

/** Follows the cluster, and lets controllers work on it once all is known. */
export function startControllers(options: ControllersOptions, deps: ControllersDeps): RunningControllers {
  const { steady, log, measures } = deps;
  const end = new AbortController();
  const all: { readonly name: ControllerName; readonly running: RunningController }[] = [];
  let isSynced = false;
  const hear = (kind: CachedKind | 'onDemand', change: Change): void => {
    if (change.kind === 'deleted' && kind !== 'onDemand') measures.gone(KINDS[kind].kind, nameOf(change.object));
    for (const { running } of all) running.hear(kind, change);
  };
  const trouble = seldom(steady, (message, kind) =>
    log.warn(`${kind} objects cannot be followed now, it is tried again: ${message}`, { kind }),
  );
  const caches = startCaches(
    { ...options, onChange: hear, onTrouble: (kind, message) => trouble(message, kind) },
    { cluster: deps.cluster, clock: steady, random: deps.random, signal: end.signal },
  );
  for (const controller of deps.controllers(partsOf(options, deps, caches))) {
    const one = runController(controller, deps, deps.watchOf?.(controller.name));
    // What is heard before all is known waits: decisions are made with the whole picture.
    one.pause();
    all.push({ name: controller.name, running: one });
  }
  let isPaused = false;
  const goOn = (): void => {
    if (isSynced && !isPaused) for (const { running } of all) running.resume();
  };
  void caches.synced.then(() => {
    if (end.signal.aborted) return;
    isSynced = true;
    log.info('caches are synced');
    goOn();
  });
  return {
    caches,
    isSynced: () => isSynced,
    pause() {
      isPaused = true;
      for (const { name, running } of all) if (name !== LISTENING) running.pause();
    },
    resume() {
      isPaused = false;
      goOn();
      // Nothing may happen any more to those that were let go of.
      for (const object of caches.analysisRuns.all()) hear('analysisRuns', { kind: 'resync', object });
    },
    async stop(within) {
      const isOver = new AbortController();
      const ended = Promise.all(all.map(({ running }) => running.stop())).then(() => isOver.abort());
      await Promise.race([ended, waitUntil(steady, after(steady.now(), within), isOver.signal)]);
      end.abort();
    },
  };
}

function partsOf(
  { instanceId, resyncPeriod, routerApis, requireEvidence }: ControllersOptions,
  { cluster, clock, steady, log, measures, recorder, writerFor }: ControllersDeps,
  caches: Caches,
): Parts {
  return {
    cluster,
    caches,
    writer: writerFor(caches),
    recorder,
    clock,
    steady,
    log,
    measures,
    instanceId,
    resyncPeriod,
    routerApis,
    requireEvidence,
  };
}
