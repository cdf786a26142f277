import { formatInstant, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { readRollout } from '../reading/read-rollout.ts';
import { analysisRunInfos } from './analysis-run-info.ts';
import { actualWeight, canaryIn, courseOf } from './course.ts';
import { type ExperimentParts, experimentInfos } from './experiment-info.ts';
import { rolloutIcon } from './icons.ts';
import { infoMeta } from './info-meta.ts';
import type { ContainerInfo, RolloutInfo, RolloutMeta } from './model.ts';
import { replicaSetInfos } from './replica-set-info.ts';
import { rolesIn } from './roles.ts';
import { seenPhase } from './seen-phase.ts';

/** The objects among which those of a Rollout are found; others do no harm. As the API gives them. */
export interface RolloutParts extends ExperimentParts {
  readonly experiments: readonly JsonObject[];
  /** The workload that `workloadRef` names; absent where there is none. */
  readonly workload?: JsonObject | undefined;
}

/**
 * What a person is shown of a Rollout.
 *
 * @see reference/interfaces.md §4
 */
export function rolloutInfo(object: JsonObject, parts: RolloutParts): RolloutInfo {
  const { status, spec } = readRollout(object);
  const objectMeta = rolloutMeta(object);
  const strategy = new Fields(object).below('spec').below('strategy');
  const canary = canaryIn(strategy);
  const replicaSets = replicaSetInfos(objectMeta.uid, parts, rolesIn(status, strategy));
  const { phase, message } = seenPhase(object, parts.workload);
  return {
    objectMeta,
    status: phase,
    message,
    icon: rolloutIcon(phase),
    ...courseOf(strategy, status),
    actualWeight: canary === undefined ? '' : `${actualWeight(canary, status, replicaSets)}`,
    ready: status.readyReplicas,
    current: status.replicas,
    desired: spec.replicas,
    updated: status.updatedReplicas,
    available: status.availableReplicas,
    restartedAt: status.restartedAt === undefined ? 'Never' : goTimeText(status.restartedAt),
    generation: status.observedGeneration,
    replicaSets,
    experiments: experimentInfos(objectMeta.uid, parts.experiments, parts),
    analysisRuns: analysisRunInfos(objectMeta.uid, parts.analysisRuns),
    ...containersOf(parts.workload ?? object),
  };
}

function rolloutMeta(rollout: JsonObject): RolloutMeta {
  const metadata = new Fields(rollout).below('metadata');
  return {
    ...infoMeta(rollout),
    generation: metadata.whole('generation') ?? 0,
    resourceVersion: metadata.text('resourceVersion'),
    labels: metadata.object('labels') ?? {},
    annotations: metadata.object('annotations') ?? {},
  };
}

function containersOf(workload: JsonObject): Pick<RolloutInfo, 'containers' | 'initContainers'> {
  const pod = new Fields(workload).below('spec').below('template').below('spec');
  return {
    containers: pod.list('containers').map(containerInfo),
    initContainers: pod.list('initContainers').map(containerInfo),
  };
}

function containerInfo(json: Json): ContainerInfo {
  const container = new Fields(json);
  return { name: container.text('name'), image: container.text('image') };
}

/** A time in UTC as Go prints it. */
function goTimeText(moment: Instant): string {
  return formatInstant(moment).replace('T', ' ').replace('Z', ' +0000 UTC');
}
