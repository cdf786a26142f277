import { after, earliest, type Instant, millisOf } from '../../core/instant.ts';
import { endOf, isDurationOver, mustEnd } from './ending.ts';
import type { Experiment } from './experiment.ts';
import { wantedReplicas } from './plan-template.ts';
import { named } from './status.ts';
import { progressDeadline } from './template-code.ts';

/**
 * When an Experiment is to be looked at again though nothing happens: at the end of its duration, or when a template that lacks pods has
 * had its time. Absent for one that ends.
 *
 * @param experiment  with its new status
 * @see rollout.md §18.3
 */
export function nextLook(experiment: Experiment, now: Instant): Instant | undefined {
  const { spec, status } = experiment;
  if (mustEnd(spec, status)) return undefined;
  const end = isDurationOver(experiment, now) ? undefined : endOf(experiment);
  const deadlines = spec.templates.map((template) => {
    const found = named(status.templateStatuses, template.name);
    if (found?.status !== 'Progressing' && found?.status !== 'Running') return undefined;
    const isComplete = found.availableReplicas === wantedReplicas(template, found, { isEnding: false });
    return isComplete ? undefined : progressDeadline(experiment, found);
  });
  const first = earliest([end, ...deadlines]);
  return first === undefined ? undefined : after(first, JUST_AFTER);
}

/** Both are over strictly after their moment; at the very moment there would be nothing to see. */
const JUST_AFTER = millisOf(1);
