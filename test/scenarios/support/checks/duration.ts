import type { CompletionStatus, DurationStatus } from '../../../../src/rollout/status.ts';
import type { Check, Deed } from '../step.ts';

/** How an update ended, and that its times fit together. */
export function ended(completionStatus: CompletionStatus): Check {
  return duration(`ended ${completionStatus}`, (seen) => {
    const { rolloutStartedAt, finishedAt, manualPauseStartedAt } = seen;
    const fits =
      rolloutStartedAt !== undefined &&
      finishedAt !== undefined &&
      finishedAt >= rolloutStartedAt &&
      manualPauseStartedAt === undefined;
    return fits && seen.completionStatus === completionStatus;
  });
}

/** An update is under way. */
export function underWay(): Check {
  return duration(
    'is under way',
    (seen) =>
      seen.rolloutStartedAt !== undefined && seen.finishedAt === undefined && seen.completionStatus === undefined,
  );
}

/** Waits for somebody, which is counted. */
export function waitsForSomebody(): Check {
  return duration(
    'waits for somebody',
    (seen) => seen.rolloutStartedAt !== undefined && seen.manualPauseStartedAt !== undefined,
  );
}

/** Seconds that somebody let it wait; undefined: nobody did. */
export function waited(atLeast: number | undefined): Check {
  return duration(`waited ${atLeast ?? 'for nobody'}`, ({ totalManualPauseDurationSeconds: total }) =>
    atLeast === undefined ? total === undefined : total !== undefined && total >= atLeast,
  );
}

/** Remembers when the update began. */
export function startRemembered(): Deed {
  return {
    says: 'its start remembered',
    act: ({ remembered, rollout }) => {
      remembered.set('start', rollout.status.duration?.rolloutStartedAt ?? null);
      return Promise.resolve();
    },
  };
}

/** Whether it is the start that was remembered. */
export function started(when: 'then' | 'anew'): Check {
  return {
    says: `started ${when}`,
    missing: ({ remembered, rollout }) => {
      const seen = rollout.status.duration?.rolloutStartedAt;
      return (seen === remembered.get('start')) === (when === 'then')
        ? undefined
        : `it started at ${seen}, remembered is ${JSON.stringify(remembered.get('start'))}`;
    },
  };
}

function duration(says: string, holds: (seen: DurationStatus) => boolean): Check {
  return {
    says,
    missing: ({ rollout }) => {
      const seen = rollout.status.duration ?? {};
      return holds(seen) ? undefined : `status.duration is ${JSON.stringify(seen)}`;
    },
  };
}
