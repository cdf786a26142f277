import type { Json, JsonObject } from '../../../src/core/json.ts';
import { newSize } from '../../../src/rollout/blue-green/new-size.ts';
import { canaryScale } from '../../../src/rollout/canary/canary-scale.ts';
import { canarySizes, isAtDesiredCounts } from '../../../src/rollout/canary/canary-sizes.ts';
import { desiredPair } from '../../../src/rollout/canary/desired-pair.ts';
import { blueGreenFencePosts, fencePosts } from '../../../src/rollout/canary/fence-posts.ts';
import { isProgressThresholdMet } from '../../../src/rollout/canary/progress-threshold.ts';
import type { CanaryUpdate, Sizes } from '../../../src/rollout/canary/update.ts';
import { currentSetWeight, desiredWeight } from '../../../src/rollout/canary/weight.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readReplicaSet } from '../../../src/rollout/reading/read-replica-set.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { readWeights } from '../../../src/rollout/reading/read-status.ts';
import { readStrategy } from '../../../src/rollout/reading/read-strategy.ts';
import type { ReplicaSet } from '../../../src/rollout/replica-set.ts';
import type { TrafficWeights } from '../../../src/rollout/status.ts';
import { type BlueGreenStrategy, type CanaryStrategy, maxTrafficWeight } from '../../../src/rollout/strategy.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';

interface SetsLine {
  readonly rollout: JsonObject;
  readonly newRS: Json;
  readonly stableRS: Json;
  readonly otherRSs: readonly Json[];
  readonly want: unknown;
}

type Line =
  | (SetsLine & { readonly kind: 'basic' })
  | (SetsLine & { readonly kind: 'trafficRouted'; readonly weights: Json })
  | (SetsLine & { readonly kind: 'walk'; readonly canaryBecomesAvailable: boolean; readonly want: WalkWant })
  | (Omit<SetsLine, 'stableRS'> & { readonly kind: 'blueGreen' })
  | {
      readonly kind: 'desiredPair';
      readonly replicas: number;
      readonly maxSurge: number;
      readonly maxWeight: number;
      readonly want: { readonly byWeight: readonly (readonly [canary: number, stable: number])[] };
    }
  | {
      readonly kind: 'fenceposts';
      readonly maxSurge: Json;
      readonly maxUnavailable: Json;
      readonly want: { readonly byReplicas: readonly { readonly replicas: number }[] };
    }
  | {
      readonly kind: 'progressThreshold';
      readonly threshold: Json;
      readonly newRS: Json;
      readonly desired: number;
      readonly want: { readonly met: boolean };
    };

interface WalkWant {
  readonly path: readonly (readonly [canary: number, stable: number])[];
  readonly atDesired: boolean;
  readonly note?: string;
}

/** Numbers of pods: each line asks one of our functions; a `walk` asks again and again. */
export const replicasKind: Kind = {
  name: 'replicas',
  title: (line: Line) => `${line.kind} ${JSON.stringify({ ...line, want: undefined })}`,
  run: (line: Line) => {
    const outcome = run(line);
    if (outcome.kind !== 'failed') return outcome;
    if (isInHole(line)) return BY_DECISION;
    return waitsForTooMany(line) ? NO_MORE_THAN_WANTED : outcome;
  },
};

const BY_DECISION: Outcome = {
  kind: 'byDecision',
  rule: 'a canary keeps its pods where rounding finds no split',
  record: '0007-a-canary-keeps-its-pods.md',
};

const NO_MORE_THAN_WANTED: Outcome = {
  kind: 'byDecision',
  rule: 'no more pods are waited for than are wanted',
  record: '0028-no-more-pods-are-waited-for-than-are-wanted.md',
};

function run(line: Line): Outcome {
  switch (line.kind) {
    case 'basic': {
      const update = readUpdate(line);
      const posts = fencePosts(update.strategy, update.replicas);
      return compare(line.want, { ...canaryAnswer(update, undefined), ...posts });
    }
    case 'trafficRouted':
      return compare(
        line.want,
        canaryAnswer(readUpdate(line), line.weights === null ? undefined : readWeights(new Fields(line.weights))),
      );
    case 'walk':
      return compare(line.want, walk(readUpdate(line), line));
    case 'blueGreen':
      return compare(line.want, blueGreenAnswer(line));
    case 'desiredPair':
      return comparePairs(line);
    case 'fenceposts': {
      const { maxSurge, maxUnavailable } = line;
      const strategy = canaryOf({ maxSurge, maxUnavailable });
      const byReplicas = line.want.byReplicas.map(({ replicas }) => ({ replicas, ...fencePosts(strategy, replicas) }));
      return compare(line.want, { byReplicas });
    }
    case 'progressThreshold': {
      const threshold = canaryOf({ replicaProgressThreshold: line.threshold }).replicaProgressThreshold;
      return compare(line.want, { met: isProgressThresholdMet(threshold, readSet(line.newRS), line.desired) });
    }
  }
}

function readSet(json: Json): ReplicaSet | undefined {
  return json === null ? undefined : readReplicaSet(json);
}

function canaryOf(canary: JsonObject): CanaryStrategy {
  const strategy = readStrategy(new Fields({ canary }));
  if (strategy.kind !== 'canary') throw new Error('the line has no canary');
  return strategy;
}

function readUpdate({ rollout, newRS: newJson, stableRS: stableJson, otherRSs }: SetsLine): CanaryUpdate {
  const { spec, status } = readRollout(rollout);
  if (spec.strategy.kind !== 'canary') throw new Error('the line has no canary');
  const newRS = readSet(newJson);
  const stableRS = readSet(stableJson);
  return {
    replicas: spec.replicas,
    strategy: spec.strategy,
    status,
    sets: { ...(newRS && { newRS }), ...(stableRS && { stableRS }), otherRSs: otherRSs.map(readReplicaSet) },
  };
}

function canaryAnswer(update: CanaryUpdate, weights: TrafficWeights | undefined): JsonObject {
  const { canary, stable } = canarySizes(update, weights);
  const scale = canaryScale(update);
  return {
    newReplicas: canary,
    stableReplicas: stable,
    currentSetWeight: currentSetWeight(update.strategy, update.status),
    desiredWeight: desiredWeight(update),
    canaryReplicas: scale.kind === 'replicas' ? scale.replicas : null,
    canaryWeight: scale.kind === 'replicas' ? 0 : scale.weight,
    maxTrafficWeight: maxTrafficWeight(update.strategy),
    atDesired: isAtDesiredCounts(update, weights),
  };
}

function blueGreenAnswer({ rollout, newRS: newJson, otherRSs }: Omit<SetsLine, 'stableRS'>): JsonObject {
  const { spec, status } = readRollout(rollout);
  const strategy: BlueGreenStrategy | undefined = spec.strategy.kind === 'blueGreen' ? spec.strategy : undefined;
  const newRS = readSet(newJson);
  if (strategy === undefined || newRS === undefined) throw new Error('the line has no blue-green update');
  const all = [newRS, ...otherRSs.map(readReplicaSet)];
  const activeRS = all.find(({ hash }) => hash === status.blueGreen.activeSelector);
  const { replicas, paused } = spec;
  const newReplicas = newSize({ replicas, paused, strategy, status, newRS, ...(activeRS && { activeRS }) });
  return { newReplicas, ...blueGreenFencePosts(strategy, replicas) };
}

const LONGEST_WALK = 60;

/** Applies the sizes again and again, one resize at a time, stable first, until nothing changes. */
function walk(start: CanaryUpdate, { canaryBecomesAvailable, want }: Extract<Line, { kind: 'walk' }>): WalkWant {
  let update = start;
  const path: [number, number][] = [sizesNow(update)];
  const most = want.note === undefined ? LONGEST_WALK : want.path.length;
  while (path.length < most) {
    const next = resizeOne(update, canarySizes(update, undefined), canaryBecomesAvailable);
    if (next === undefined) break;
    update = next;
    path.push(sizesNow(update));
  }
  return { path, atDesired: isAtDesiredCounts(update, undefined), ...(want.note !== undefined && { note: want.note }) };
}

function sizesNow({ sets }: CanaryUpdate): [number, number] {
  return [sets.newRS?.replicas ?? 0, sets.stableRS?.replicas ?? 0];
}

function resizeOne(
  update: CanaryUpdate,
  { canary, stable }: Sizes,
  canaryBecomesAvailable: boolean,
): CanaryUpdate | undefined {
  const { sets } = update;
  const { newRS, stableRS } = sets;
  if (stableRS !== undefined && stableRS.replicas !== stable) {
    return { ...update, sets: { ...sets, stableRS: sized(stableRS, stable, stable) } };
  }
  if (newRS === undefined || newRS.replicas === canary) return undefined;
  const available = canaryBecomesAvailable ? canary : Math.min(newRS.available, canary);
  return { ...update, sets: { ...sets, newRS: sized(newRS, canary, available) } };
}

function sized(set: ReplicaSet, replicas: number, available: number): ReplicaSet {
  return { ...set, replicas, created: replicas, available };
}

type PairLine = Extract<Line, { kind: 'desiredPair' }>;

function comparePairs({ replicas, maxWeight, maxSurge, want }: PairLine): Outcome {
  const maySurge = maxSurge > 0;
  const holes = want.byWeight.map((_, weight) => !maySurge && isHole(replicas, weight, maxWeight));
  const wanted = want.byWeight.map((pair, weight) => (holes[weight] === true ? [replicas - 1, 1] : pair));
  const got = want.byWeight.map((_, weight) => desiredPair({ replicas, weight, maxWeight, maySurge }));
  const outcome = compare(
    wanted,
    got.map(({ canary, stable }) => [canary, stable]),
  );
  return outcome.kind === 'passed' && holes.includes(true) ? BY_DECISION : outcome;
}

/** Whether the line has a threshold of more pods than it wants, which upstream never reaches (decision 0028). */
function waitsForTooMany(line: Line): boolean {
  if (line.kind === 'progressThreshold') {
    const { replicaProgressThreshold } = canaryOf({ replicaProgressThreshold: line.threshold });
    return isAbove(replicaProgressThreshold, line.desired);
  }
  if (line.kind !== 'basic' && line.kind !== 'trafficRouted' && line.kind !== 'walk') return false;
  const update = readUpdate(line);
  const weights =
    line.kind === 'trafficRouted' && line.weights !== null ? readWeights(new Fields(line.weights)) : undefined;
  return isAbove(update.strategy.replicaProgressThreshold, canarySizes(update, weights).canary);
}

function isAbove(threshold: CanaryStrategy['replicaProgressThreshold'], wanted: number): boolean {
  return threshold?.type === 'Pods' && threshold.value > wanted;
}

/** Whether the line asks for a weight that upstream finds no split for, so that it wants no canary at all (decision 0007). */
function isInHole(line: Line): boolean {
  if (line.kind !== 'basic' && line.kind !== 'walk') return false;
  const { replicas, ...update } = readUpdate(line);
  const { maxSurge } = fencePosts(update.strategy, replicas);
  const scale = canaryScale({ replicas, ...update });
  return maxSurge === 0 && scale.kind === 'weight' && isHole(replicas, scale.weight, maxTrafficWeight(update.strategy));
}

/** The weight is halfway between all pods and all but one: up is not allowed, down counts as tied. */
function isHole(replicas: number, weight: number, maxWeight: number): boolean {
  return replicas > 1 && replicas * (maxWeight - weight) === maxWeight / 2;
}
