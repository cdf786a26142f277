import { waitUntil } from '../../../core/clock.ts';
import { textOf } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { statusFromJson } from '../../../resources/run-status-json.ts';
import type { Deps } from '../../../runner/deps.ts';
import { drive } from '../../../runner/drive.ts';
import { Outside } from '../../../runner/outside.ts';
import type { Memory } from '../../../runner/progress.ts';
import { clusterSecrets } from '../../../runner/secrets/cluster-secrets.ts';
import { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import { providerSecrets } from '../../../runner/secrets/provider-secrets.ts';
import { SecretStore } from '../../../runner/secrets/secret-store.ts';
import { watchedEnvironment, watchedHttp } from '../../../runner/secrets/watch-world.ts';
import type { Turns } from '../../../runner/turns.ts';
import { nameOf, uidOf } from '../../metadata.ts';
import { secretsOf } from '../../secrets.ts';
import type { Parts } from '../parts.ts';
import { FreshSpec } from './fresh-spec.ts';
import { type Lost, StatusKeeper } from './status-keeper.ts';

/** What runs are measured with. */
export interface LookDeps extends Pick<Deps, 'providers' | 'http'> {
  /** Variables of the environment by name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The namespace of this process: where providers look for Secrets. */
  readonly ownNamespace: string;
}

/** What all runs share: their looks take turns, and so do their writes. */
export interface SharedTurns {
  readonly looks: Turns;
  readonly writes: Turns;
}

/** How it came that a run is not driven any more. */
export type Ending = 'ended' | 'stopped' | Lost;

/** While looks are under way, what is new waits so long for their answers, to be written with them. */
const PATIENCE: Millis = millisOf(1_000);
const PAUSE = { firstMs: 1_000, longestMs: 60_000 };

/** One AnalysisRun that goes on: measured in memory, its status kept in the cluster. */
export class DrivenRun {
  readonly uid: string;
  /** Never rejects. */
  readonly over: Promise<Ending>;
  readonly #parts: Parts;
  readonly #name: { readonly namespace: string; readonly name: string };
  readonly #outside = new Outside();
  readonly #known = new KnownSecrets();
  readonly #keeper: StatusKeeper;
  readonly #spec: FreshSpec;
  readonly #deps: Deps;
  #heard: JsonObject;
  #ending: Ending = 'ended';

  /** @throws Fault STATE_INVALID when the run's status is none */
  constructor(run: JsonObject, parts: Parts, lookDeps: LookDeps, turns: SharedTurns) {
    this.#parts = parts;
    this.#name = nameOf(run);
    this.uid = uidOf(run);
    this.#heard = run;
    const store = new SecretStore([clusterSecrets(secretsOf(parts.cluster), 'the cluster')]);
    this.#keeper = new StatusKeeper(
      {
        name: this.#name,
        run,
        turns: turns.writes,
        onLost: (why) => this.#give(why),
        onSent: () => this.#hearLatest(),
      },
      parts,
    );
    const { namespace } = this.#name;
    const signal = this.#outside.abandonment;
    this.#spec = new FreshSpec({ run, namespace, store, known: this.#known, signal }, parts);
    this.#deps = { ...depsOf(lookDeps, parts, this.#known, store), turns: turns.looks };
    this.over = this.#drive(statusFromJson(objectIn(run, 'status')));
  }

  /** Whether a write of its status is on its way. The run hears by itself of what happens meanwhile. */
  get isSending(): boolean {
    return this.#keeper.isSending;
  }

  /** Takes in the run as it is now in the cluster. */
  hear(run: JsonObject): void {
    if (run === this.#heard || this.#keeper.isSending) return;
    this.#heard = run;
    if (!this.#keeper.isOurs(objectIn(run, 'status'))) this.#give('foreign');
    else if (this.#spec.hear(run)) this.#outside.lookAgain();
  }

  /** What is in flight may have moved. */
  lookAgain(): void {
    this.#outside.lookAgain();
  }

  /** Begins no more looks; `over` resolves once those under way are written. */
  windDown(): void {
    this.#outside.windDown();
  }

  /** Gives the run up as it stands, with everything that is under way. */
  abandon(): void {
    this.#give('stopped');
  }

  #give(ending: Ending): void {
    this.#ending = ending;
    this.#keeper.stop();
    this.#outside.abandon();
  }

  #hearLatest(): void {
    const latest = this.#parts.caches.analysisRuns.get(this.#name);
    if (latest !== undefined) this.hear(latest);
  }

  async #drive(status: RunStatus): Promise<Ending> {
    let state: { readonly status: RunStatus; readonly memory: Memory } = { status, memory: new Map() };
    const ref = { ...this.#name, uid: this.uid };
    const way = {
      resolve: () => this.#spec.resolve(),
      outside: this.#outside,
      onRest: (isLooking: boolean) => (isLooking ? this.#keeper.flushWithin(PATIENCE) : this.#keeper.flush()),
    };
    for (let failures = 1; !this.#outside.abandonment.aborted; failures += 1) {
      try {
        for await (const step of drive({ ref, ...state, ...way }, this.#deps)) {
          state = { status: step.status, memory: step.memory };
          this.#keeper.put(step.status, step.events);
        }
        await this.#keeper.settled();
        break;
      } catch (thrown) {
        await this.#pause(thrown, failures);
      }
    }
    return this.#ending;
  }

  /** What the engine could not foresee is no reason to let go of the run. */
  async #pause(thrown: unknown, failures: number): Promise<void> {
    const { steady, log } = this.#parts;
    const text = this.#known.redact(textOf(thrown));
    log.error(`the run goes on after a pause: ${text}`, { kind: 'AnalysisRun', ...this.#name });
    await waitUntil(steady, after(steady.now(), growingPause(failures, PAUSE)), this.#outside.abandonment);
  }
}

function depsOf(
  { providers, http, env, ownNamespace }: LookDeps,
  { clock, steady }: Parts,
  known: KnownSecrets,
  store: SecretStore,
): Deps {
  return {
    clock,
    elapsed: () => steady.now(),
    providers,
    http: watchedHttp(http, known),
    env: watchedEnvironment(env, known),
    secret: providerSecrets(store, known, ownNamespace),
  };
}
