import { isCompleted } from '../../resources/run-status.ts';
import type { Rollout } from '../rollout.ts';
import { isUpdateCompleted, type RolloutCondition, type RolloutPhase } from '../status.ts';
import type { BlueGreenStrategy, CanaryStrategy, Strategy } from '../strategy.ts';

/** The phase of a Rollout and why. */
export interface PhaseAndMessage {
  readonly phase: RolloutPhase;
  readonly message: string;
}

/** What decides the phase: the spec, and the status that is about to be stored. */
type Seen<S extends Strategy = Strategy> = Pick<Rollout, 'status'> & {
  readonly spec: Pick<Rollout['spec'], 'replicas' | 'paused' | 'restartAt'> & { readonly strategy: S };
};

/** A phase, and its message where the rule holds. */
type Rule<S extends Strategy = Strategy> = readonly [
  phase: RolloutPhase,
  message: (seen: Seen<S>) => string | undefined,
];

/**
 * The phase as the controller computes it from the status that it is about to store. A client asks `clientPhase`.
 *
 * @see rollout.md §16
 */
export function rolloutPhase(seen: Seen): PhaseAndMessage {
  const { spec, status } = seen;
  const { strategy } = spec;
  return (
    firstThatHolds(RULES, seen) ??
    (strategy.kind === 'canary'
      ? firstThatHolds(CANARY_RULES, { status, spec: { ...spec, strategy } })
      : firstThatHolds(BLUE_GREEN_RULES, { status, spec: { ...spec, strategy } })) ?? { phase: 'Healthy', message: '' }
  );
}

/** First match wins; then those of the strategy. */
const RULES: readonly Rule[] = [
  ['Degraded', ({ status }) => status.conditions.map(troubleOf).find((trouble) => trouble !== undefined)],
  ['Paused', ({ spec }) => when(spec.paused, 'manually paused')],
  ['Paused', ({ status }) => status.pauseConditions[0]?.reason],
  ['Progressing', (seen) => when(isRestarting(seen), 'rollout is restarting')],
  [
    'Progressing',
    ({ spec, status }) => when(status.updatedReplicas < spec.replicas, 'more replicas need to be updated'),
  ],
  [
    'Progressing',
    ({ status }) =>
      when(status.availableReplicas < status.updatedReplicas, 'updated replicas are still becoming available'),
  ],
];

const BLUE_GREEN_RULES: readonly Rule<BlueGreenStrategy>[] = [
  ['Progressing', (seen) => when(!isActiveNew(seen), 'active service cutover pending')],
  ['Progressing', (seen) => when(isAnalysisPending(seen), 'waiting for analysis to complete')],
  [
    'Progressing',
    ({ status }) => when(!isUpdateCompleted(status), 'waiting for post-promotion verification to complete'),
  ],
];

const CANARY_RULES: readonly Rule<CanaryStrategy>[] = [
  ['Progressing', (seen) => when(hasOldPods(seen), 'old replicas are pending termination')],
  ['Progressing', ({ status }) => when(!isUpdateCompleted(status), 'waiting for all steps to complete')],
];

function firstThatHolds<S extends Strategy>(rules: readonly Rule<S>[], seen: Seen<S>): PhaseAndMessage | undefined {
  for (const [phase, say] of rules) {
    const message = say(seen);
    if (message !== undefined) return { phase, message };
  }
  return undefined;
}

function when(holds: boolean, message: string): string | undefined {
  return holds ? message : undefined;
}

/** Of several conditions that mean trouble the first in the list counts. */
function troubleOf({ type, reason, message }: RolloutCondition): string | undefined {
  if (type === 'InvalidSpec') return `InvalidSpec: ${message}`;
  return reason === 'RolloutAborted' || reason === 'ProgressDeadlineExceeded' ? `${reason}: ${message}` : undefined;
}

function isRestarting({ spec, status }: Seen): boolean {
  return spec.restartAt !== undefined && spec.restartAt !== status.restartedAt;
}

function isActiveNew({ status }: Seen): boolean {
  return status.blueGreen.activeSelector !== '' && status.blueGreen.activeSelector === status.currentPodHash;
}

function isAnalysisPending({ spec, status }: Seen<BlueGreenStrategy>): boolean {
  const run = status.blueGreen.postPromotionAnalysisRunStatus;
  return !isUpdateCompleted(status) && spec.strategy.hasPostPromotionAnalysis && !isCompleted(run?.status);
}

/** Where traffic is routed or switched, old pods may wait for their deadline while all is well. */
function hasOldPods({ spec, status }: Seen<CanaryStrategy>): boolean {
  return spec.strategy.trafficRouting === undefined && status.replicas > status.updatedReplicas;
}
