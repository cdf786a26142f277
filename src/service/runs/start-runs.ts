import { instantOf, type Millis, millisOf } from '../../core/instant.ts';
import type { News } from '../store/store.ts';
import { Journal } from './journal.ts';
import type { Ending } from './live/live-run.ts';
import { LiveRuns } from './live/live-runs.ts';
import { Replica } from './replica.ts';
import { Retention } from './retention.ts';
import type { RunLoad } from './run-measures.ts';
import type { RunParts } from './run-parts.ts';
import type { Runs } from './runs.ts';
import { runsOf } from './runs-of.ts';
import { StartGate } from './starts/start-gate.ts';
import { Starts } from './starts/starts.ts';
import { TemplateReader } from './starts/template-reader.ts';
import { Terminations } from './terminations.ts';
import { Endings } from './waits/endings.ts';
import { HistoryFeed } from './waits/history-feed.ts';

/** The runs of this replica, driven until it is stopped. */
export interface RunsService {
  readonly runs: Runs;
  /** What happens in all runs of the store, for those who stream it. */
  readonly feed: Pick<HistoryFeed, 'hear'>;
  /** How much goes on here now. */
  load(): RunLoad;
  /**
   * Starts nothing more, lets looks under way come back for up to two seconds, stores them, and gives the runs to others at once.
   * Never rejects.
   */
  stop(): Promise<void>;
}

const AT_ONCE = instantOf(0);
const KEPT_ENTRIES = 1_000;

/** How long looks under way may take when the process ends, and after that their writes. */
const GRACE: Millis = millisOf(2_000);

/** Begins to drive runs: those that are started here, and those that nobody drives. */
export function startRuns(parts: RunParts): RunsService {
  const service = new Service(parts);
  service.begin();
  return service;
}

class Service implements RunsService {
  readonly runs: Runs;
  readonly feed: HistoryFeed;
  readonly #parts: RunParts;
  readonly #journal: Journal;
  readonly #live: LiveRuns;
  readonly #gate: StartGate;
  readonly #replica: Replica;
  readonly #starts: Starts;
  readonly #terminations: Terminations;
  readonly #endings: Endings;
  readonly #retention: Retention;
  #stopListening = (): void => {};

  constructor(parts: RunParts) {
    const { store, steady, limits, measures } = parts;
    this.#parts = parts;
    this.feed = new HistoryFeed({ ...parts, history: store.history });
    this.#journal = new Journal({ ...parts, runs: store.runs });
    this.#live = new LiveRuns({
      ...parts,
      journal: this.#journal,
      history: store.history,
      keptEntries: limits.keptEntries ?? KEPT_ENTRIES,
      onOver: (id, ending) => this.#hearOver(id, ending),
    });
    this.#gate = new StartGate({
      limits,
      steady,
      measures,
      live: (namespace) => (namespace === undefined ? this.#live.size : this.#live.countOf(namespace)),
    });
    this.#replica = new Replica({
      ...parts,
      ...store,
      live: this.#live,
      room: () => limits.liveRuns - this.#live.size - this.#gate.starting,
    });
    this.#starts = new Starts({
      ...parts,
      ...store,
      reader: new TemplateReader(parts.bounds),
      gate: this.#gate,
      isAlive: this.#replica.isAlive,
      begin: ({ hold, run }) =>
        this.#live.begin({ hold, run, stand: JSON.stringify(run.stand), dueAt: AT_ONCE, nextNumber: 0 }),
    });
    this.#terminations = new Terminations({ ...parts, runs: store.runs, live: this.#live });
    this.#endings = new Endings({ runs: store.runs, steady, feed: this.feed, isHere: (id) => this.#live.has(id) });
    this.#retention = new Retention({ ...parts, runs: store.runs });
    this.runs = runsOf({
      ...parts,
      live: this.#live,
      starts: this.#starts,
      gate: this.#gate,
      endings: this.#endings,
    });
  }

  begin(): void {
    this.#stopListening = this.#parts.store.listen((news) => this.#hear(news));
    this.#replica.begin();
    this.#terminations.begin();
    this.#retention.begin();
  }

  load(): RunLoad {
    return {
      live: this.#live.size,
      starting: this.#gate.starting,
      unrecorded: this.#journal.waiting,
      waitingLooks: this.#live.waitingLooks,
      waiters: this.#endings.waiting,
    };
  }

  async stop(): Promise<void> {
    this.#gate.close();
    this.#starts.close();
    await Promise.all([
      this.#gate.whenEmpty(),
      this.#retention.stop(),
      this.#terminations.stop(),
      this.#replica.stopClaiming(),
    ]);
    await this.#live.stop(GRACE);
    // What the store has not taken by then is measured once more by whoever goes on.
    this.#journal.close();
    await this.#live.over();
    await this.#replica.leave();
    this.#stopListening();
  }

  #hear(news: News): void {
    if (news.kind === 'run') this.#terminations.lookAt(news.id);
    if (news.kind === 'all') this.#terminations.lookAtAll();
    if (news.kind === 'runs' || news.kind === 'all') this.#replica.lookSoon();
    if (news.kind === 'history' || news.kind === 'all') this.feed.lookSoon();
  }

  #hearOver(id: string, ending: Ending): void {
    if (ending === 'lost') this.#parts.measures.lost(1);
    this.#endings.tell(id);
  }
}
