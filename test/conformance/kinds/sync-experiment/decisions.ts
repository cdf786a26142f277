import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { applyMergePatch } from '../../../../src/core/merge-patch.ts';
import { isCompleted } from '../../../../src/resources/run-status.ts';
import { readRun } from '../../../../src/rollout/experiment/analysis-run.ts';
import { mustEnd } from '../../../../src/rollout/experiment/ending.ts';
import type { Experiment } from '../../../../src/rollout/experiment/experiment.ts';
import { nameOf, templateNameOf } from '../../../../src/rollout/experiment/owner.ts';
import type { Outcome } from '../../kind.ts';
import { ofKind, type Store } from './store.ts';

/** A sync of the original's: who was looked at, and what was there before and after. */
export interface Sync {
  readonly experiment: Experiment;
  readonly before: Store;
  readonly after: Store;
}

/** Whether we do as the original does in a sync that came out so, looking at another world. */
type Passes = (sync: Sync, seen: Store) => boolean;

/**
 * The rule by which we differ on purpose. The difference has to be that of the rule and no other: with what the rule is about taken away,
 * the sync is the original's.
 *
 * @returns undefined when there is none: the line failed
 */
export function experimentDecision(sync: Sync, passes: Passes): Outcome | undefined {
  const uncounted = { ...sync, after: withTemplatesOnce(sync) };
  const isUncounted = passes(uncounted, sync.before) || passes(patient(uncounted), sync.before);
  if (isNameTaken(sync) && isUncounted) {
    return {
      kind: 'byDecision',
      rule: 'a taken ReplicaSet name is no hash collision',
      record: '0016-an-experiment-waits-for-a-taken-name.md',
    };
  }
  if (isWaitingForEndedRun(sync) && passes(sync, withoutEnds(sync.before))) {
    return {
      kind: 'byDecision',
      rule: 'an ending experiment takes in how its runs ended',
      record: '0014-an-ending-experiment-takes-in-its-runs.md',
    };
  }
  return undefined;
}

/** The name of a template's ReplicaSet is taken by one of somebody else. */
function isNameTaken({ experiment, before }: Sync): boolean {
  return experiment.spec.templates.some(({ name }) => {
    const taken = ofKind(before, 'ReplicaSet').find((set) => nameOf(set) === `${experiment.name}-${name}`);
    return taken !== undefined && templateNameOf(taken, experiment) !== name;
  });
}

/** The sync with all the time in the world, which the original takes where it has no ReplicaSet. */
function patient({ experiment, ...sync }: Sync): Sync {
  const spec = { ...experiment.spec, progressDeadlineSeconds: Number.MAX_SAFE_INTEGER / 1e6 };
  return { ...sync, experiment: { ...experiment, spec } };
}

/** What was there after, without the collisions that the sync counted: entries beyond those that were there before. */
function withTemplatesOnce({ experiment, before, after }: Sync): Store {
  const key = `Experiment/${experiment.namespace}/${experiment.name}`;
  const old = templateStatuses(before.get(key));
  const isNew = (status: Json): boolean => isJsonObject(status) && status['collisionCount'] !== undefined;
  const kept = templateStatuses(after.get(key)).filter((status, index) => index < old.length || !isNew(status));
  return new Map(after).set(key, applyMergePatch(after.get(key) ?? {}, { status: { templateStatuses: kept } }));
}

function templateStatuses(experiment: JsonObject | undefined): readonly Json[] {
  const status = experiment?.['status'];
  const statuses = isJsonObject(status) ? status['templateStatuses'] : [];
  return Array.isArray(statuses) ? (statuses as readonly Json[]) : [];
}

/** The Experiment is ending but not over, and a run that it thinks is running has ended. */
function isWaitingForEndedRun({ experiment, before }: Sync): boolean {
  const { spec, status } = experiment;
  if (isCompleted(status.phase) || !mustEnd(spec, status)) return false;
  const runs = ofKind(before, 'AnalysisRun').map(readRun);
  const ended = new Set(runs.filter(({ phase }) => isCompleted(phase)).map(({ name }) => name));
  return status.analysisRuns.some(({ phase, analysisRun }) => !isCompleted(phase) && ended.has(analysisRun));
}

/** The world as the original goes by it: runs that are ending, but have not ended. */
function withoutEnds(before: Store): Store {
  return new Map(
    [...before].map(([key, object]) => {
      const hasEnded = object['kind'] === 'AnalysisRun' && isCompleted(readRun(object).phase);
      return [
        key,
        hasEnded ? applyMergePatch(object, { spec: { terminate: true }, status: { phase: 'Running' } }) : object,
      ];
    }),
  );
}
