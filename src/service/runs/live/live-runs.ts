import { waitUntil } from '../../../core/clock.ts';
import { textOf } from '../../../core/fault.ts';
import { after, type Instant, type Millis } from '../../../core/instant.ts';
import type { Deps } from '../../../runner/deps.ts';
import { KeptStand } from '../../../runner/kept-stand.ts';
import { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import { providerSecrets } from '../../../runner/secrets/provider-secrets.ts';
import type { SecretStore } from '../../../runner/secrets/secret-store.ts';
import { watchedEnvironment, watchedHttp } from '../../../runner/secrets/watch-world.ts';
import { Turns } from '../../../runner/turns.ts';
import type { ClaimedRun, Hold } from '../../store/rows.ts';
import type { RunParts } from '../run-parts.ts';
import { keptOf, sumOf } from '../starts/kept-of.ts';
import { type Trace, traceOf } from '../trace-of.ts';
import { uidOf } from '../uuid-of.ts';
import { type Ending, type LiveParts, LiveRun } from './live-run.ts';
import { LiveSpec } from './live-spec.ts';
import { recentSecrets } from './recent-secrets.ts';
import { SharedSpecs } from './shared-specs.ts';

export interface LiveRunsParts extends LiveParts, Pick<RunParts, 'sharing' | 'worldFor'> {
  /** Hears each time that a run is not driven here any more. */
  readonly onOver: (id: string, ending: Ending) => void;
}

/** A backend that is slow holds up those who ask it, and sockets are not without end. */
const LOOKS = { perBackend: 100, overall: 1_000 };

/** What the surroundings of a run depend on. */
interface Around {
  readonly namespace: string;
  readonly trace: Trace;
  /** Measurements that its status keeps at most, of all its metrics. */
  readonly kept: number;
  readonly known: KnownSecrets;
}

/** The runs that this replica drives. */
export class LiveRuns {
  readonly #parts: LiveRunsParts;
  readonly #runs = new Map<string, LiveRun>();
  /** How many of each namespace. */
  readonly #counts = new Map<string, number>();
  readonly #specs = new SharedSpecs();
  readonly #onEmpty: (() => void)[] = [];
  readonly #secrets = new WeakMap<SecretStore, SecretStore>();
  readonly #turns: Pick<Turns, 'take' | 'waiting'>;

  constructor(parts: LiveRunsParts) {
    this.#parts = parts;
    this.#turns = parts.sharing?.turns ?? new Turns(LOOKS);
  }

  get size(): number {
    return this.#runs.size;
  }

  /** How many of a namespace there are. */
  countOf(namespace: string): number {
    return this.#counts.get(namespace) ?? 0;
  }

  /** Looks that wait for their turn. */
  get waitingLooks(): number {
    return this.#turns.waiting;
  }

  has(id: string): boolean {
    return this.#runs.has(id);
  }

  ids(): readonly string[] {
    return [...this.#runs.keys()];
  }

  holds(): readonly Hold[] {
    return [...this.#runs.values()].map(({ hold }) => hold);
  }

  /** Drives a run from where it stands. What cannot be read is left alone, and told in the log. */
  begin(claimed: ClaimedRun): void {
    const { run, hold } = claimed;
    const before = this.#runs.get(run.id);
    // The same claim came twice: its answer had got lost.
    if (before !== undefined && before.hold.fence >= hold.fence) return;
    before?.lose();
    try {
      this.#drive(claimed);
    } catch (thrown) {
      this.#parts.log.error(`a run cannot be driven: ${textOf(thrown)}`, { run: run.id, namespace: run.namespace });
    }
  }

  /** Asks a run for an early end, if it is driven here. */
  terminate(id: string): void {
    this.#runs.get(id)?.terminate();
  }

  /** Gives up runs that others drive now. */
  lose(ids: Iterable<string>): void {
    for (const id of ids) this.#runs.get(id)?.lose();
  }

  /** Begins no more looks; those under way have `grace` to come back, and their steps as long again to be stored. */
  async stop(grace: Millis): Promise<void> {
    for (const run of this.#runs.values()) run.windDown();
    await this.#within(grace);
    for (const run of this.#runs.values()) run.abandon();
    await this.#within(grace);
  }

  /** Resolves once no run is driven any more. */
  async over(): Promise<void> {
    while (this.#runs.size > 0) await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  async #within(length: Millis): Promise<void> {
    const { steady } = this.#parts;
    const areOver = new AbortController();
    void this.over().then(() => areOver.abort());
    await waitUntil(steady, after(steady.now(), length), areOver.signal);
  }

  #drive({ run, hold, stand, startedAt, nextNumber, dueAt }: ClaimedRun): void {
    const { id, namespace, name, attempt, wish, isTerminating } = run;
    const { clock, steady, worldFor } = this.#parts;
    const shared = this.#specs.take(wish.spec);
    const known = new KnownSecrets();
    // Of the run nothing else is kept.
    const around: Around = { namespace, trace: traceOf(wish), kept: sumOf(keptOf(wish.spec)), known };
    const secrets = this.#secretsOf(worldFor({ namespace, ...around.trace }).secrets);
    const live: LiveRun = new LiveRun(
      {
        run: {
          hold,
          namespace,
          attempt,
          isTimed: wish.timeoutMs !== undefined,
          ...(wish.callback && { callback: wish.callback }),
        },
        ref: { name, namespace, uid: uidOf(id, attempt) },
        kept: new KeptStand({ form: 'stored', text: stand }),
        nextNumber,
        dueAt,
        ...deadlineOf(run, startedAt ?? clock.now()),
        isTerminating,
        spec: new LiveSpec({ shared, namespace, secrets, known, steady }),
        known,
        deps: () => this.#depsOf(around),
        onOver: (ending) => {
          shared.release();
          this.#letGo(live, ending);
        },
      },
      this.#parts,
    );
    this.#runs.set(id, live);
    this.#count(namespace, 1);
  }

  #letGo(live: LiveRun, ending: Ending): void {
    const { id } = live.hold;
    this.#count(live.namespace, -1);
    if (this.#runs.get(id) === live) this.#runs.delete(id);
    if (this.#runs.size === 0) for (const hear of this.#onEmpty.splice(0)) hear();
    this.#parts.onOver(id, ending);
  }

  #count(namespace: string, by: 1 | -1): void {
    const count = this.countOf(namespace) + by;
    if (count > 0) this.#counts.set(namespace, count);
    else this.#counts.delete(namespace);
  }

  #depsOf({ namespace, trace, kept, known }: Around): Deps {
    const { clock, steady, sharing, worldFor, bounds = {} } = this.#parts;
    const { jsonata, patience, turn, largestValue } = bounds;
    const world = worldFor({ namespace, ...trace });
    return {
      clock,
      elapsed: () => steady.now(),
      providers: world.providers,
      http: watchedHttp(sharing?.through(world.http) ?? world.http, known),
      env: watchedEnvironment(world.env, known),
      secret: providerSecrets(this.#secretsOf(world.secrets), known, namespace),
      turns: this.#turns,
      ...(jsonata && { jsonata: jsonata(namespace) }),
      ...(patience && { patience: () => patience(namespace) }),
      ...(turn && { turn: () => turn(namespace) }),
      ...(largestValue && { largestValue: largestValue(kept) }),
      ...(sharing && { sharing }),
    };
  }

  #secretsOf(store: SecretStore): SecretStore {
    const recent = this.#secrets.get(store) ?? recentSecrets(store, this.#parts.steady);
    this.#secrets.set(store, recent);
    return recent;
  }
}

/** The time limit counts from the start, whoever has driven the run since. When a later attempt was asked for is not known: from its first look. */
function deadlineOf(
  { attempt, wish, createdAt }: ClaimedRun['run'],
  startedAt: Instant,
): { readonly deadline?: Instant } {
  if (wish.timeoutMs === undefined) return {};
  return { deadline: after(attempt === 1 ? createdAt : startedAt, wish.timeoutMs) };
}
