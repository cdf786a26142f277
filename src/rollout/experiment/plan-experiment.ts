import { earliest, type Instant } from '../../core/instant.ts';
import type { ExperimentAction } from './action.ts';
import { claim } from './claim.ts';
import { conditionsOf, invalidConditions } from './conditions.ts';
import { mustEnd } from './ending.ts';
import { type ExperimentEvent, phaseEvent } from './event.ts';
import type { Experiment } from './experiment.ts';
import type { ObservedForExperiment, Scene } from './observed.ts';
import { ofTemplates, overallPhase } from './overall-phase.ts';
import { planAnalysis } from './plan-analysis.ts';
import { planTemplate } from './plan-template.ts';
import { specFault } from './spec-fault.ts';
import { type ExperimentStatus, replaced } from './status.ts';
import { nextLook } from './wake.ts';
import { statusPatch } from './write-status.ts';

/** What is to be done for an Experiment, and where it stands then. */
export interface ExperimentPlan {
  readonly status: ExperimentStatus;
  /** Writes in order. Empty when nothing changed. */
  readonly actions: readonly ExperimentAction[];
  /** To be sent once the actions are done. */
  readonly events: readonly ExperimentEvent[];
  /** Why the sync failed; nothing is to be done then but to try again. */
  readonly error?: string;
  /** When to look again though nothing happens. */
  readonly wakeAt?: Instant;
}

/**
 * Decides about an Experiment: one sync of upstream's controller, as data. Asked again in the same second with what the plan made of the
 * world, it has nothing more to do until something happens. (While pods wait for their end every sync stamps their template anew, as upstream.)
 *
 * An action that the API refuses for good goes into `observed.refused`, and the plan is made again: its status and events are those of a
 * sync that met the refusal. Actions done before are left out then (`actionKey`).
 *
 * @param now  fractions of a second count in comparisons; what is stored has whole seconds
 * @see rollout.md §18.3
 */
export function planExperiment(experiment: Experiment, observed: ObservedForExperiment, now: Instant): ExperimentPlan {
  if (experiment.isDeleted) return { status: experiment.status, actions: [], events: [] };
  const fault = specFault(experiment);
  if (fault !== undefined) {
    const conditions = invalidConditions(experiment.status.conditions, fault, now);
    return written(experiment, { ...experiment.status, conditions }, { actions: [], events: [] });
  }
  const claimed = claim(experiment, observed);
  if (typeof claimed === 'string') return { status: experiment.status, actions: [], events: [], error: claimed };
  const scene: Scene = { experiment, observed, now, isEnding: mustEnd(experiment.spec, experiment.status) };
  const templates = experiment.spec.templates.map((template) => planTemplate(template, claimed, scene));
  const replicaSets = new Map(
    templates.flatMap(({ status, replicaSet }) =>
      replicaSet === undefined ? [] : [[status.name, replicaSet] as const],
    ),
  );
  const analyses = experiment.spec.analyses.map((analysis) => planAnalysis(analysis, replicaSets, scene));
  const status = concluded(scene, {
    ...experiment.status,
    templateStatuses: replaced(
      experiment.status.templateStatuses,
      templates.map((plan) => plan.status),
    ),
    analysisRuns: replaced(
      experiment.status.analysisRuns,
      analyses.map((plan) => plan.status),
    ),
  });
  const parts = [...templates, ...analyses];
  const plan = written(experiment, status, {
    actions: parts.flatMap(({ actions }) => actions),
    events: parts.flatMap(({ events }) => events),
  });
  const wakeAt = earliest([...templates.map((template) => template.wakeAt), nextLook({ ...experiment, status }, now)]);
  return wakeAt === undefined ? plan : { ...plan, wakeAt };
}

/** The status with its phase and conditions, given its templates and runs. */
function concluded({ experiment, now }: Scene, status: ExperimentStatus): ExperimentStatus {
  const { phase, message } = overallPhase(experiment.spec, status);
  const isFirstRun =
    (status.phase === 'Pending' || status.phase === 'Running') &&
    status.availableAt === undefined &&
    ofTemplates(experiment.spec, status).phase === 'Running';
  const next = { ...status, phase, message, ...(isFirstRun && { availableAt: now }) };
  return { ...next, conditions: conditionsOf(experiment, next, now) };
}

/** The plan with the write of the status, where that changed. */
function written(
  experiment: Experiment,
  status: ExperimentStatus,
  { actions, events }: Pick<ExperimentPlan, 'actions' | 'events'>,
): ExperimentPlan {
  const patch = statusPatch(experiment.status, status);
  if (patch === undefined) return { status, actions, events };
  return {
    status,
    actions: [...actions, { kind: 'patchExperiment', experiment: experiment.name, status: patch }],
    events: [...events, ...transition(experiment.status.phase, status.phase)],
  };
}

function transition(before: string, after: string): readonly ExperimentEvent[] {
  return before === after
    ? []
    : [phaseEvent('Experiment', after, `Experiment transitioned from ${before} -> ${after}`)];
}
