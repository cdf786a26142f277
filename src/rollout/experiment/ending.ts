import { after, type Instant } from '../../core/instant.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { Experiment, ExperimentSpec } from './experiment.ts';
import { type ExperimentStatus, named } from './status.ts';

/**
 * True when an Experiment is over or about to be: it was told to stop, it finished, a template or a run of it went wrong, or every required
 * run is successful. From then on its templates want no pods, its runs are stopped, and no new ones start.
 *
 * @see rollout.md §18.3
 */
export function mustEnd(spec: ExperimentSpec, status: ExperimentStatus): boolean {
  if (spec.terminate || isCompleted(status.phase)) return true;
  if (status.templateStatuses.some((template) => template.status === 'Failed' || template.status === 'Error'))
    return true;
  if (status.analysisRuns.some(({ phase }) => isCompleted(phase) && phase !== 'Successful')) return true;
  return areRequiredSuccessful(spec, status);
}

/** True when an analysis is required. */
export function hasRequired(spec: ExperimentSpec): boolean {
  return spec.analyses.some(({ requiredForCompletion }) => requiredForCompletion);
}

/** True when there are required analyses, and all of them are successful. */
export function areRequiredSuccessful(spec: ExperimentSpec, status: ExperimentStatus): boolean {
  const required = spec.analyses.filter(({ requiredForCompletion }) => requiredForCompletion);
  return required.length > 0 && required.every(({ name }) => named(status.analysisRuns, name)?.phase === 'Successful');
}

/** When the duration is over; absent before `availableAt`, and for a duration that never ends. */
export function endOf({ spec, status }: Pick<Experiment, 'spec' | 'status'>): Instant | undefined {
  if (status.availableAt === undefined || spec.duration?.kind !== 'length') return undefined;
  return after(status.availableAt, spec.duration.length);
}

/** True strictly after the end of the duration. */
export function isDurationOver(experiment: Pick<Experiment, 'spec' | 'status'>, now: Instant): boolean {
  const end = endOf(experiment);
  return end !== undefined && now > end;
}
