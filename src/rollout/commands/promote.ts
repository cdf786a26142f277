import { Fault } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import type { CommandRequest, StatusFirst } from './command-request.ts';

/**
 * How far a promotion goes: on from a pause, or over the current step (`next`); past all analyses, pauses and steps (`full`);
 * one step on, or behind the last step, as older versions did.
 */
export type PromoteMode = 'next' | 'full' | 'skipCurrentStep' | 'skipAllSteps';

/**
 * What a promotion asks; undefined when there is nothing to promote.
 *
 * @param rollout  as it is stored
 * @throws Fault USAGE_INVALID, in upstream's words, when there are no steps to skip
 * @see reference/interfaces.md §3.13, §15
 */
export function promote(rollout: JsonObject, mode: PromoteMode): CommandRequest | undefined {
  const subject = read(rollout);
  const patches = patchesFor(subject, mode);
  if (patches.status === undefined && patches.spec === undefined) return undefined;
  return { kind: 'statusFirst', on: { kind: 'Rollout', name: subject.name }, ...patches };
}

type Patches = Pick<StatusFirst, 'status' | 'spec' | 'both'>;

/** What a promotion looks at. */
interface Subject {
  readonly name: string;
  readonly isPaused: boolean;
  readonly isBlueGreen: boolean;
  /** Steps of a canary. */
  readonly steps: number;
  /** The step after the current one. The index is not held to the number of steps: 6 of 4 stays 6. */
  readonly nextStep: number;
  readonly hasPauseConditions: boolean;
  readonly isControllerPause: boolean;
  readonly isInconclusive: boolean;
  readonly isUpdating: boolean;
}

function read(rollout: JsonObject): Subject {
  const fields = new Fields(rollout);
  const strategy = fields.below('spec').below('strategy');
  const status = fields.below('status');
  const steps = strategy.below('canary').list('steps').length;
  const step = status.whole('currentStepIndex') ?? 0;
  return {
    name: fields.below('metadata').text('name'),
    isPaused: fields.below('spec').flag('paused'),
    isBlueGreen: strategy.object('blueGreen') !== undefined,
    steps,
    nextStep: step < steps ? step + 1 : step,
    hasPauseConditions: status.list('pauseConditions').length > 0,
    isControllerPause: status.flag('controllerPause'),
    isInconclusive:
      strategy.has('canary') &&
      status.below('canary').below('currentStepAnalysisRunStatus').text('status') === 'Inconclusive',
    isUpdating: status.text('currentPodHash') !== status.text('stableRS'),
  };
}

function patchesFor(subject: Subject, mode: PromoteMode): Patches {
  switch (mode) {
    case 'next':
      return toNext(subject);
    case 'full':
      return toTheEnd(subject);
    case 'skipCurrentStep':
      return toStep(subject, subject.nextStep);
    case 'skipAllSteps':
      return toStep(subject, subject.steps);
  }
}

const UNPAUSED = { spec: { paused: false } };

function unpausing({ isPaused }: Subject): Pick<Patches, 'spec'> {
  return isPaused ? { spec: UNPAUSED } : {};
}

function toTheEnd(subject: Subject): Patches {
  const status = { status: { promoteFull: true } };
  return { ...(subject.isUpdating && { status }), ...unpausing(subject), both: { ...UNPAUSED, ...status } };
}

function toStep({ isBlueGreen, steps }: Subject, index: number): Patches {
  if (isBlueGreen) throw refusal('Cannot skip steps of a bluegreen rollout. Run without a flags');
  if (steps === 0) throw refusal('Cannot skip steps of a rollout without steps');
  const status = { status: { currentStepIndex: index } };
  return { status, both: status };
}

/**
 * A pause ends, or the step is passed, never both: the controller itself passes the step whose pause has ended. Only after an
 * inconclusive analysis both happen, else a pause that comes next would be taken for the one that was ended.
 */
function toNext(subject: Subject): Patches {
  const { isInconclusive, hasPauseConditions, isControllerPause, steps, nextStep } = subject;
  const spec = unpausing(subject);
  const resumed = { status: { pauseConditions: null } };
  const passed = { status: { pauseConditions: null, currentStepIndex: nextStep } };
  const both = { ...UNPAUSED, ...resumed };
  if (isInconclusive && hasPauseConditions && isControllerPause) {
    const status = { status: { ...passed.status, controllerPause: false } };
    return { ...(steps > 0 && { status }), ...spec, both };
  }
  if (hasPauseConditions) return { status: resumed, ...spec, both };
  if (steps > 0) return { status: passed, ...spec, both: { ...UNPAUSED, ...passed } };
  return { ...spec, both };
}

function refusal(message: string): Fault {
  return new Fault('USAGE_INVALID', message);
}
