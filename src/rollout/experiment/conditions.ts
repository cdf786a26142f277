import { quote } from '../../core/go/quote.ts';
import type { Instant } from '../../core/instant.ts';
import { isDurationOver } from './ending.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentCondition, ExperimentStatus, TemplateStatus } from './status.ts';

type Conditions = readonly ExperimentCondition[];

const PROGRESSING = 'Progressing';
const INVALID_SPEC = 'InvalidSpec';

/**
 * The conditions of an Experiment with an invalid spec. A condition whose message is the same stays as it is.
 *
 * @see rollout.md §18.2
 */
export function invalidConditions(conditions: Conditions, message: string, now: Instant): Conditions {
  const isNew = find(conditions, INVALID_SPEC)?.message !== message;
  const kept = isNew ? without(conditions, INVALID_SPEC) : conditions;
  return having(kept, fresh({ type: INVALID_SPEC, status: 'True', reason: INVALID_SPEC, message }, now));
}

/**
 * The conditions of an Experiment with a valid spec: successful, progressing or running; in all other cases they stay.
 *
 * @param status  the new status, with the old conditions
 * @see rollout.md §18.3
 */
export function conditionsOf(experiment: Experiment, status: ExperimentStatus, now: Instant): Conditions {
  const kept = without(status.conditions, INVALID_SPEC);
  const name = quote(experiment.name);
  if (status.phase === 'Successful') {
    const message = `Experiment ${name} has successfully ran and completed.`;
    return having(kept, fresh({ type: PROGRESSING, status: 'False', reason: 'ExperimentCompleted', message }, now));
  }
  if (hasProgressed(experiment.status, status)) {
    const message = `Experiment ${name} is progressing.`;
    return renewed(kept, fresh({ type: PROGRESSING, status: 'True', reason: 'ReplicaSetUpdated', message }, now));
  }
  if (experiment.status.availableAt !== undefined && !isDurationOver(experiment, now)) {
    const message = `Experiment ${name} is running.`;
    return having(kept, fresh({ type: PROGRESSING, status: 'True', reason: 'NewReplicaSetAvailable', message }, now));
  }
  return kept;
}

/** When the Experiment last progressed, as its condition says. */
export function progressedAt({ conditions }: ExperimentStatus): Instant | undefined {
  return find(conditions, PROGRESSING)?.lastUpdateTime;
}

/** A template was added, or pods came or went. */
function hasProgressed(before: ExperimentStatus, after: ExperimentStatus): boolean {
  const old = byName(before);
  const next = byName(after);
  return old.size < next.size || [...old].some(([name, template]) => haveMoved(template, next.get(name)));
}

function byName({ templateStatuses }: ExperimentStatus): ReadonlyMap<string, TemplateStatus> {
  return new Map(templateStatuses.map((template) => [template.name, template]));
}

function haveMoved(before: TemplateStatus, after: TemplateStatus | undefined): boolean {
  if (after === undefined) return false;
  const counts = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'] as const;
  return counts.some((count) => before[count] !== after[count]);
}

type Content = Pick<ExperimentCondition, 'type' | 'status' | 'reason' | 'message'>;

function fresh(content: Content, now: Instant): ExperimentCondition {
  return { ...content, lastUpdateTime: now, lastTransitionTime: now };
}

/** The conditions with this one last; one with the same status and reason stays, whatever its message. */
function having(conditions: Conditions, condition: ExperimentCondition): Conditions {
  const current = find(conditions, condition.type);
  if (current?.status === condition.status && current.reason === condition.reason) return conditions;
  return renewed(conditions, condition);
}

/** The conditions with this one last, whatever there was. Its status counts as changed only if it did. */
function renewed(conditions: Conditions, condition: ExperimentCondition): Conditions {
  const { lastTransitionTime: since, ...current } = find(conditions, condition.type) ?? {};
  const isSame = 'status' in current && current.status === condition.status && since !== undefined;
  return [...without(conditions, condition.type), isSame ? { ...condition, lastTransitionTime: since } : condition];
}

function find(conditions: Conditions, type: string): ExperimentCondition | undefined {
  return conditions.find((condition) => condition.type === type);
}

function without(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}
