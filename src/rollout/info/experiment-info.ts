import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { analysisRunInfos } from './analysis-run-info.ts';
import { analysisIcon } from './icons.ts';
import { byCreation, byName, byRevision, infoMeta, ownedBy, revisionOf } from './info-meta.ts';
import type { ExperimentInfo } from './model.ts';
import { NO_ROLES, replicaSetInfos } from './replica-set-info.ts';

/** The objects among which those of an Experiment are found; others do no harm. As the API gives them. */
export interface ExperimentParts {
  readonly replicaSets: readonly JsonObject[];
  readonly pods: readonly JsonObject[];
  readonly analysisRuns: readonly JsonObject[];
}

/**
 * What a person is shown of an Experiment.
 *
 * @see reference/interfaces.md §4
 */
export function experimentInfo(experiment: JsonObject, parts: ExperimentParts): ExperimentInfo {
  const objectMeta = infoMeta(experiment);
  const status = new Fields(experiment).below('status');
  const phase = status.text('phase');
  return {
    objectMeta,
    icon: analysisIcon(phase),
    revision: revisionOf(experiment),
    status: phase,
    message: status.text('message'),
    replicaSets: replicaSetInfos(objectMeta.uid, parts, () => NO_ROLES),
    analysisRuns: analysisRunInfos(objectMeta.uid, parts.analysisRuns),
  };
}

/** What a person is shown of the Experiments of an owner: newest revision first, then oldest first. */
export function experimentInfos(
  ownerUid: string,
  experiments: readonly JsonObject[],
  parts: ExperimentParts,
): readonly ExperimentInfo[] {
  // Upstream does not order what was created in the same second, so siblings change places there.
  return ownedBy(ownerUid, experiments)
    .map((experiment) => experimentInfo(experiment, parts))
    .sort((a, b) => byRevision(a, b) || byCreation(a, b) || byName(a, b));
}
