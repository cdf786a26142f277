import { formatInstant, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { AnalysisRunStatus, ExperimentCondition, ExperimentStatus, TemplateStatus } from './status.ts';

/** The stored form of a status: times in whole seconds, what is empty left out as upstream leaves it out. */
export function experimentStatusJson(status: ExperimentStatus): JsonObject {
  return filled({
    phase: status.phase,
    message: status.message,
    templateStatuses: status.templateStatuses.map(templateJson),
    availableAt: timeJson(status.availableAt),
    analysisRuns: status.analysisRuns.map(analysisJson),
    conditions: status.conditions.map(conditionJson),
  });
}

/**
 * The JSON merge patch that makes one status of the other.
 *
 * @returns undefined when they are the same once stored
 */
export function statusPatch(before: ExperimentStatus, after: ExperimentStatus): JsonObject | undefined {
  const old = experimentStatusJson(before);
  const next = experimentStatusJson(after);
  const isSame = (name: string): boolean => JSON.stringify(old[name]) === JSON.stringify(next[name]);
  const changed = Object.keys({ ...old, ...next }).filter((name) => !isSame(name));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((name) => [name, next[name] ?? null]));
}

function templateJson(template: TemplateStatus): Json {
  const { name, replicas, updatedReplicas, readyReplicas, availableReplicas } = template;
  return {
    name,
    replicas,
    updatedReplicas,
    readyReplicas,
    availableReplicas,
    // Zero is a count too: it gives another hash than none.
    ...(template.collisionCount !== undefined && { collisionCount: template.collisionCount }),
    ...filled({
      status: template.status,
      message: template.message,
      lastTransitionTime: timeJson(template.lastTransitionTime),
      serviceName: template.serviceName,
      podTemplateHash: template.podTemplateHash,
    }),
  };
}

function analysisJson({ name, analysisRun, phase, message }: AnalysisRunStatus): Json {
  return { name, analysisRun, phase, ...filled({ message }) };
}

function conditionJson(condition: ExperimentCondition): Json {
  const { type, status, reason, message } = condition;
  const lastUpdateTime = timeJson(condition.lastUpdateTime) ?? null;
  const lastTransitionTime = timeJson(condition.lastTransitionTime) ?? null;
  return { type, status, lastUpdateTime, lastTransitionTime, reason, message };
}

function timeJson(moment: Instant | undefined): string | undefined {
  return moment === undefined ? undefined : formatInstant(moment);
}

function filled(members: Readonly<Record<string, string | readonly Json[] | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, string | readonly Json[]] => {
      const [, value] = member;
      return value !== undefined && value.length > 0;
    }),
  );
}
