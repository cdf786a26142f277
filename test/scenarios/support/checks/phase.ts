import { clientPhase } from '../../../../src/rollout/phase/client-phase.ts';
import type { Rollout } from '../../../../src/rollout/rollout.ts';
import type { RolloutCondition, RolloutPhase } from '../../../../src/rollout/status.ts';
import type { Check } from '../step.ts';

/** The Rollout is in a phase, as clients see it: one whose newest spec the controller has not yet seen is Progressing. */
export function is(phase: RolloutPhase): Check {
  return {
    says: `is ${phase}`,
    missing: ({ rollout }) => {
      const seen = clientPhase(rollout, false);
      return seen.phase === phase ? undefined : `it is ${seen.phase}: ${seen.message}`;
    },
  };
}

/** The phase's message. */
export function saying(message: string): Check {
  return {
    says: `says ${message}`,
    missing: ({ rollout }) => {
      const seen = clientPhase(rollout, false);
      return seen.message === message ? undefined : `it says ${seen.message}`;
    },
  };
}

/** Since the last deed the Rollout was in these phases, in this order; it may have been in others between. */
export function passes(...phases: readonly RolloutPhase[]): Check {
  return {
    says: `passes ${phases.join(', ')}`,
    missing: ({ versionsSinceMark }) => {
      const seen = versionsSinceMark.map((version) => clientPhase(version, false).phase);
      let next = 0;
      for (const phase of seen) if (phase === phases[next]) next += 1;
      return next === phases.length ? undefined : `it was ${seen.join(', ')}`;
    },
  };
}

/** Since the last deed the Rollout was never in this phase. */
export function never(phase: RolloutPhase): Check {
  return neverIn(`was never ${phase}`, phase, () => true);
}

/** Since the last deed the Rollout was never in this phase while it was at this step. */
export function neverAtStep(index: number, phase: RolloutPhase): Check {
  return neverIn(`was never ${phase} at step ${index}`, phase, ({ status }) => status.currentStepIndex === index);
}

function neverIn(says: string, phase: RolloutPhase, when: (rollout: Rollout) => boolean): Check {
  return {
    says,
    missing: ({ versionsSinceMark }) => {
      const phases = versionsSinceMark.filter(when).map((version) => clientPhase(version, false));
      const bad = phases.find((seen) => seen.phase === phase);
      return bad && `it was, saying ${bad.message}`;
    },
    holdsForMs: 0,
  };
}

/** Since the last deed the Rollout never had such a condition. */
export function neverHad(type: string, status: RolloutCondition['status'], reason: string): Check {
  return {
    says: `never had ${type}=${status} (${reason})`,
    missing: ({ versionsSinceMark }) =>
      versionsSinceMark.some(({ status: { conditions } }) =>
        conditions.some((one) => one.type === type && one.status === status && one.reason === reason),
      )
        ? 'it had'
        : undefined,
    holdsForMs: 0,
  };
}

/** A condition of the Rollout, which `kubectl wait --for=condition=TYPE=STATUS` waits for. */
export function condition(type: string, status: RolloutCondition['status'], text = ''): Check {
  return {
    says: `${type}=${status} ${text}`,
    missing: ({ rollout: { status: all } }) => {
      const seen = all.conditions.find((one) => one.type === type);
      return seen?.status === status && seen.message.includes(text) ? undefined : `${type} is ${JSON.stringify(seen)}`;
    },
  };
}

/** How many conditions there are. */
export function conditions(count: number): Check {
  return {
    says: `has ${count} conditions`,
    missing: ({ rollout: { status } }) =>
      status.conditions.length === count ? undefined : `it has ${status.conditions.map(({ type }) => type).join(', ')}`,
  };
}

/** The current step, counted from 0; a step that pauses is reached once the Rollout is paused. */
export function atStep(index: number): Check {
  return {
    says: `at step ${index}`,
    missing: ({ rollout }) => {
      const { strategy } = rollout.spec;
      const isPause = strategy.kind === 'canary' && strategy.steps[index]?.pause !== undefined;
      const { phase } = clientPhase(rollout, false);
      const { currentStepIndex } = rollout.status;
      return currentStepIndex === index && (!isPause || phase === 'Paused')
        ? undefined
        : `it is at step ${currentStepIndex}, ${phase}`;
    },
  };
}

/** Whether the update is aborted. */
export function isAborted(wanted: boolean): Check {
  return {
    says: wanted ? 'is aborted' : 'is not aborted',
    missing: ({ rollout }) => (rollout.status.abort === wanted ? undefined : `status.abort is ${rollout.status.abort}`),
  };
}

/** The controller has seen the newest spec, and its answer to a pause is whole. */
export function isObserved(): Check {
  return {
    says: 'is observed',
    missing: ({ rollout: { generation, status } }) => {
      if (status.observedGeneration !== String(generation))
        return `generation ${status.observedGeneration} of ${generation} is observed`;
      return status.controllerPause && status.pauseConditions.length === 0
        ? 'a pause has no conditions yet'
        : undefined;
    },
  };
}

/** A check that goes on to hold, looked at whenever something happens. */
export function stays(check: Check, seconds: number): Check {
  return { ...check, says: `for ${seconds} s ${check.says}`, holdsForMs: seconds * 1000 };
}
