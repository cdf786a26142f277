import { fencePosts } from '../../../../src/rollout/canary/fence-posts.ts';
import { currentSetWeight, podsForWeight } from '../../../../src/rollout/canary/weight.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import { DESIRED_REPLICAS } from '../../../../src/rollout/replica-sets/annotation-keys.ts';
import type { Rollout } from '../../../../src/rollout/rollout.ts';
import { isUpdateCompleted } from '../../../../src/rollout/status.ts';
import { maxTrafficWeight } from '../../../../src/rollout/strategy.ts';
import type { Outcome } from '../../kind.ts';
import type { SyncLine } from './line.ts';
import { keyOf } from './store.ts';

/** A situation in which we take another course on purpose, so that all that a sync does may differ. */
interface Course {
  readonly rule: string;
  readonly record: string;
  readonly isTaken: (rollout: Rollout, line: SyncLine) => boolean;
}

/** The decision that a line's situation comes under; undefined if there is none. */
export function courseFor(line: SyncLine): Outcome | undefined {
  const rollout = readRollout(line.before.find((object) => keyOf(object) === `Rollout/${line.key}`) ?? {});
  const course = COURSES.find(({ isTaken }) => isTaken(rollout, line));
  return course && { kind: 'byDecision', rule: course.rule, record: course.record };
}

const REST = '0025-no-update-hangs-or-fails-by-accident.md';

const COURSES: readonly Course[] = [
  {
    rule: 'a canary keeps its pods where rounding finds no split',
    record: '0007-a-canary-keeps-its-pods.md',
    isTaken: isInHole,
  },
  {
    rule: 'no more pods are waited for than are wanted',
    record: '0028-no-more-pods-are-waited-for-than-are-wanted.md',
    isTaken: waitsForTooMany,
  },
  { rule: 'traffic leaves before its pods do', record: '0029-traffic-leaves-before-its-pods.md', isTaken: isLowered },
  { rule: 'an update that is paused after the switch is not done', record: REST, isTaken: isPausedAfterSwitch },
  { rule: 'a new revision has a preview of its own', record: REST, isTaken: isPreviewPassed },
  { rule: 'a paused canary that is resized goes on', record: REST, isTaken: isResizedWhilePaused },
  { rule: 'an abort at the deadline ends a full promotion', record: REST, isTaken: mayAbortPromotion },
  { rule: 'the way back within the window needs no preview', record: REST, isTaken: mayGoBack },
  { rule: 'old pods that wait or go are no failure', record: REST, isTaken: hasOldPods },
  { rule: 'what was begun only now gets its time', record: REST, isTaken: mayAbortAtOnce },
  {
    rule: 'a user decides what an analysis could not tell',
    record: '0027-a-user-decides-what-could-not-be-told.md',
    isTaken: isUndecided,
  },
];

/** The original finds no split for the weight of a canary without routing and surge, and so wants no canary at all. */
function isInHole({ spec, status }: Rollout): boolean {
  const { strategy, replicas } = spec;
  if (strategy.kind !== 'canary' || strategy.trafficRouting !== undefined) return false;
  const missing = replicas * (100 - currentSetWeight(strategy, status));
  return fencePosts(strategy, replicas).maxSurge === 0 && replicas > 1 && missing === 50;
}

/** A threshold asks for more pods than the canary's weight does. */
function waitsForTooMany({ spec, status }: Rollout): boolean {
  const { strategy, replicas } = spec;
  if (strategy.kind !== 'canary' || strategy.replicaProgressThreshold?.type !== 'Pods') return false;
  const wanted = podsForWeight(currentSetWeight(strategy, status), replicas, maxTrafficWeight(strategy));
  return strategy.replicaProgressThreshold.value > wanted;
}

/** A step lowers the weight that the routers were told, which the original does only when the pods are gone. */
function isLowered({ spec, status }: Rollout): boolean {
  const { strategy } = spec;
  if (strategy.kind !== 'canary' || strategy.trafficRouting === undefined || status.abort) return false;
  return currentSetWeight(strategy, status) < (status.canary.weights?.canary.weight ?? 0);
}

function isPausedAfterSwitch({ spec, status }: Rollout): boolean {
  const isPaused = spec.paused || status.pauseConditions.length > 0;
  const { activeSelector } = status.blueGreen;
  return isPaused && activeSelector === status.currentPodHash && activeSelector !== status.stableRS;
}

function isPreviewPassed({ generation, status }: Rollout): boolean {
  return status.blueGreen.scaleUpPreviewCheckPoint && status.observedGeneration !== String(generation);
}

function isResizedWhilePaused({ spec, status }: Rollout, { before }: SyncLine): boolean {
  const isHalted = spec.paused || status.pauseConditions.some(({ reason }) => reason === 'InconclusiveAnalysisRun');
  const sizedFor = before.map((object) =>
    new Fields(object).below('metadata').below('annotations').text(DESIRED_REPLICAS),
  );
  const isResized = sizedFor.some((size) => size !== '' && size !== String(spec.replicas));
  return spec.strategy.kind === 'canary' && isHalted && isResized;
}

function mayAbortPromotion({ spec, status }: Rollout): boolean {
  return spec.progressDeadlineAbort && status.promoteFull;
}

/** An update is complete and whole, and has more pods than it wants. */
function hasOldPods({ spec, status }: Rollout): boolean {
  const isWhole = isUpdateCompleted(status) && status.availableReplicas >= spec.replicas;
  return isWhole && status.replicas > spec.replicas;
}

function mayGoBack({ spec, status }: Rollout): boolean {
  const isUpdating = status.stableRS !== '' && status.stableRS !== status.currentPodHash;
  const hasPreview = spec.strategy.kind === 'blueGreen' && spec.strategy.previewReplicaCount !== undefined;
  return spec.rollbackRevisions > 0 && isUpdating && (hasPreview || spec.progressDeadlineAbort);
}

/** The original gives pods a size, or makes a run, and aborts the update in the same sync. */
function mayAbortAtOnce({ spec }: Rollout, { events, actions }: SyncLine): boolean {
  const isBegun =
    events.some(({ reason }) => reason === 'ScalingReplicaSet') || actions.some(({ verb }) => verb === 'create');
  return (
    spec.progressDeadlineAbort &&
    isBegun &&
    events.some(({ message }) => message.endsWith('has timed out progressing.'))
  );
}

function isUndecided({ status }: Rollout, { before }: SyncLine): boolean {
  const isPaused = status.pauseConditions.some(({ reason }) => reason.startsWith('Inconclusive'));
  return isPaused || before.some((object) => new Fields(object).below('status').text('phase') === 'Inconclusive');
}
