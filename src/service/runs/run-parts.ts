import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../../core/environment.ts';
import type { Millis } from '../../core/instant.ts';
import type { Patience } from '../../core/patience.ts';
import type { Around } from '../../runner/begin/ready-run.ts';
import type { Deps } from '../../runner/deps.ts';
import type { SecretStore } from '../../runner/secrets/secret-store.ts';
import type { SharedQuestions } from '../../runner/shared-questions/shared-questions.ts';
import type { ServiceLog } from '../service-log.ts';
import type { Store } from '../store/store.ts';
import type { RunMeasures } from './run-measures.ts';
import type { Trace } from './trace-of.ts';

/** What runs are measured with: what their namespace was granted, and nothing else. */
export interface RunWorld extends Pick<Around, 'providers' | 'http'> {
  readonly env: Environment;
  readonly secrets: SecretStore;
  /** Whether a cluster is among the places of Secrets, for texts. */
  readonly hasCluster: boolean;
}

/** Who asks for a `RunWorld`, and the trace that the run's requests carry on. */
export interface WorldWish extends Trace {
  readonly namespace: string;
}

/** What keeps the conditions of one run from holding up the others. Absent members set no bounds. */
export interface RunBounds {
  /** How long a look of the namespace may take to be judged, from now on. */
  readonly patience?: (namespace: string) => Patience;
  /** As `Deps.turn`, for looks of the namespace. */
  readonly turn?: (namespace: string) => Promise<void> | undefined;
  /** Resolves when somebody of the namespace may read or check what others wrote, which may take a moment. */
  readonly pass?: (namespace: string) => Promise<void>;
  /** Evaluates JSONata for the runs of a namespace. */
  readonly jsonata?: (namespace: string) => NonNullable<Deps['jsonata']>;
  /** The most characters of a value that is kept, of a run whose status has so many measurements. */
  readonly largestValue?: (kept: number) => number;
  /** How long the conditions of a run may take to be explained, from now on. */
  readonly explaining?: () => Patience;
}

/** Which runs that have ended are kept; absent members keep all. */
export interface KeptRuns {
  readonly age?: Millis;
  readonly count?: number;
}

/** How much one replica carries. */
export interface RunLimits {
  /** Runs that may go on at once. */
  readonly liveRuns: number;
  /** Of one namespace; absent: as many as of all. */
  readonly runsPerNamespace?: number;
  /** Absent: any number. */
  readonly startsPerSecond?: number;
  /** What a run without an end keeps of its history, at least; at most twice as many entries. Default 1,000. */
  readonly keptEntries?: number;
}

/** What `startRuns` is put together from. */
export interface RunParts {
  readonly store: Store;
  /** Names this process, and no other one before or beside it: a UUID. */
  readonly replica: string;
  /** Of this program. */
  readonly version: string;
  /** The time of day: when things are due and happened. */
  readonly clock: Clock;
  /** A clock that never jumps: for lengths, pauses and beats. */
  readonly steady: Clock;
  /** A random UUID. */
  readonly newId: () => string;
  /** From 0 to below 1, evenly spread. */
  readonly random: () => number;
  /** Asked at each start and each time a run is taken up; answers alike for one namespace may be one object. */
  readonly worldFor: (wish: WorldWish) => RunWorld;
  /** @throws Fault EGRESS_DENIED */
  readonly checkCallback: (url: string) => Promise<void>;
  /** Where runs share what they ask. Absent: each asks for itself. */
  readonly sharing?: SharedQuestions;
  readonly limits: RunLimits;
  readonly bounds?: RunBounds;
  /** What is kept of the runs of a namespace. */
  readonly keptRuns: (namespace: string) => KeptRuns;
  readonly measures: RunMeasures;
  readonly log: ServiceLog;
}
