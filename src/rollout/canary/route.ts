import { millisOf } from '../../core/instant.ts';
import { revisionNumber } from '../end/revision-number.ts';
import { act, type Draft, go, type Stage, tell, wakeIn } from '../plan/draft.ts';
import { normal, warning } from '../plan/event.ts';
import { ensureTargets } from '../services/ensure-targets.ts';
import type { TrafficWeights, WeightDestination } from '../status.ts';
import { type CanaryStrategy, maxTrafficWeight } from '../strategy.ts';
import type { RouterAnswer, RouterCall } from '../traffic/routing.ts';
import { type Choice, chooseWeight } from './choose-weight.ts';
import { isProgressThresholdMet } from './progress-threshold.ts';
import { currentStep } from './step.ts';

/**
 * Sends traffic where it shall go. What and in which order is decided before any router is known; the plan ends here until their answers
 * are in, and goes on with these.
 *
 * @see rollout.md §9
 */
export function routeTraffic(strategy: CanaryStrategy): Stage {
  return (draft) => {
    const { trafficRouting: routing } = strategy;
    if (routing === undefined || routing.routers.length === 0) return { ...draft, traffic: {} };
    const choice = chooseWeight(draft, strategy, routing);
    const served = choice.returnsService
      ? ensureTargets(draft, strategy.canaryService, draft.sets.stableRS, 'any')
      : draft;
    const calls = callsFor(served, strategy, choice);
    if (calls.length === 0) return served;
    const { routed } = served.facts.observed;
    if (routed === undefined) {
      return go(act(served, { kind: 'route', routing: { routers: routing.routers, calls } }), { kind: 'routers' });
    }
    // The first half has been done and told.
    const rest = { ...served, actions: [] };
    const isWeighed = calls.some(({ kind }) => kind === 'setWeight');
    return heed(isWeighed ? record(rest, strategy, choice, routed) : rest, strategy, choice, routed);
  };
}

function callsFor(draft: Draft, strategy: CanaryStrategy, choice: Choice): readonly RouterCall[] {
  const removal: readonly RouterCall[] = choice.removesRoutes ? [{ kind: 'removeManagedRoutes' }] : [];
  if (!canStableCarry(draft, strategy, maxTrafficWeight(strategy) - choice.weight)) return removal;
  const { weight, additional } = choice;
  const { canaryHash, stableHash } = hashesOf(draft, choice);
  const { newRS } = draft.sets;
  const told = draft.rollout.status.canary.weights?.canary.weight ?? 0;
  // Pods that are not there must not get the traffic of those that the hash stood for.
  const isEmptied = (newRS?.available ?? 0) === 0 && told > 0;
  return [
    ...removal,
    ...(choice.removesRoutes ? [] : routeSteps(draft, strategy)),
    ...(isEmptied ? [{ kind: 'setWeight', weight, additional } as const] : []),
    { kind: 'updateHash', canaryHash, stableHash, additional },
    { kind: 'setWeight', weight, additional },
    { kind: 'verifyWeight', weight, additional },
  ];
}

function hashesOf({ sets }: Draft, choice: Choice): { readonly canaryHash: string; readonly stableHash: string } {
  return { canaryHash: choice.canaryHash ?? sets.newRS?.hash ?? '', stableHash: sets.stableRS?.hash ?? '' };
}

/** Whether stable has the pods for its part of the traffic; if not, traffic stays where it is. */
function canStableCarry({ sets, rollout }: Draft, strategy: CanaryStrategy, weight: number): boolean {
  const { stableRS } = sets;
  if (stableRS === undefined) return false;
  const needed = Math.trunc((weight * rollout.spec.replicas) / maxTrafficWeight(strategy));
  return stableRS.available >= needed || isProgressThresholdMet(strategy.replicaProgressThreshold, stableRS, needed);
}

/** Steps of the first deploy are not taken, though it stands at the first of them. */
function routeSteps(draft: Draft, { steps }: CanaryStrategy): readonly RouterCall[] {
  const step = currentStep({ ...draft.rollout.status, steps });
  if (step === undefined || revisionNumber(draft) <= 1) return [];
  return [
    ...(step.setHeaderRoute ? [{ kind: 'setHeaderRoute', route: step.setHeaderRoute.json } as const] : []),
    ...(step.setMirrorRoute ? [{ kind: 'setMirrorRoute', route: step.setMirrorRoute.json } as const] : []),
  ];
}

/** Remembers the weights in the status, unless a router failed before it got them. */
function record(draft: Draft, strategy: CanaryStrategy, choice: Choice, answers: readonly RouterAnswer[]): Draft {
  if (answers[0]?.kind === 'failed') return draft;
  const { canaryHash, stableHash } = hashesOf(draft, choice);
  const taken = choice.additional.reduce((sum, { weight }) => sum + weight, choice.weight);
  const weights: TrafficWeights = {
    canary: { weight: choice.weight, serviceName: strategy.canaryService, podTemplateHash: canaryHash },
    stable: {
      weight: maxTrafficWeight(strategy) - taken,
      serviceName: strategy.stableService,
      podTemplateHash: stableHash,
    },
    additional: choice.additional,
  };
  const told = draft.rollout.status.canary.weights;
  if (told !== undefined && isSameSplit(told, weights)) return draft;
  return tellWeight({ ...draft, traffic: { weights } }, told, weights);
}

function isSameSplit(a: TrafficWeights, b: TrafficWeights): boolean {
  return isSame(a.canary, b.canary) && isSame(a.stable, b.stable) && areSame(a.additional, b.additional);
}

function areSame(a: readonly WeightDestination[], b: readonly WeightDestination[]): boolean {
  return (
    a.length === b.length && a.every((destination, i) => b.slice(i, i + 1).every((other) => isSame(destination, other)))
  );
}

function isSame(a: WeightDestination, b: WeightDestination): boolean {
  return a.weight === b.weight && a.serviceName === b.serviceName && a.podTemplateHash === b.podTemplateHash;
}

function tellWeight(draft: Draft, told: TrafficWeights | undefined, { canary, additional }: TrafficWeights): Draft {
  const changes = [
    ...(told === undefined ? [`to ${canary.weight}`] : []),
    ...(told !== undefined && told.canary.weight !== canary.weight
      ? [`from ${told.canary.weight} to ${canary.weight}`]
      : []),
    ...(told !== undefined && !areSame(told.additional, additional)
      ? [`additional: [${additional.map((to) => `{${to.weight} ${to.serviceName} ${to.podTemplateHash}}`).join(' ')}]`]
      : []),
  ];
  // That another revision or service has the weight is no news about the weight (decision 0021).
  if (changes.length === 0) return draft;
  return tell(draft, normal('TrafficWeightUpdated', `Traffic weight updated ${changes.join(', ')}`));
}

const VERIFY_AGAIN = millisOf(10_000);

/** Takes the routers' answers in, one after another. */
function heed(draft: Draft, strategy: CanaryStrategy, choice: Choice, answers: readonly RouterAnswer[]): Draft {
  return answers.reduce((draft, answer) => {
    if (draft.next.kind !== 'stage') return draft;
    if (answer.kind === 'failed') return failed(draft, answer);
    const { verified, verifyError } = answer;
    const { weights } = draft.traffic;
    const noted = verified === undefined ? draft : { ...draft, traffic: withVerified(draft, weights, verified) };
    if (verifyError !== undefined) {
      return tell(noted, warning('WeightVerifyError', `Failed to verify weight: ${verifyError}`));
    }
    return verified === false ? unverified(noted, strategy, choice.weight) : noted;
  }, draft);
}

/** That alone is no reason to write a status: it is looked at anew each time. */
function withVerified(draft: Draft, weights: TrafficWeights | undefined, verified: boolean): Draft['traffic'] {
  if (weights === undefined) return { verified };
  return weights === draft.rollout.status.canary.weights
    ? { weights, verified }
    : { weights: { ...weights, verified }, verified };
}

function failed(draft: Draft, { call, error }: Extract<RouterAnswer, { kind: 'failed' }>): Draft {
  const told = call === 'setWeight' ? tell(draft, warning('TrafficRoutingError', error)) : draft;
  return go(told, { kind: 'fault', error });
}

/** At the end of an update old pods must stay until the routers have really let go of them. */
function unverified(draft: Draft, strategy: CanaryStrategy, weight: number): Draft {
  const waiting = wakeIn(draft, VERIFY_AGAIN);
  const { currentStepIndex = 0 } = draft.rollout.status;
  const isEnd = weight === maxTrafficWeight(strategy) && strategy.steps.length >= currentStepIndex;
  if (!isEnd) return waiting;
  return go(waiting, { kind: 'fault', error: `end of rollout, desired weight ${weight} not yet verified` });
}
