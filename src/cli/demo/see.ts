import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { KINDS } from '../../kube/kinds.ts';
import type { Found, Wanted } from '../../kube/sight/found.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import { infoMeta, revisionOf } from '../../rollout/info/info-meta.ts';
import type { RolloutInfo } from '../../rollout/info/model.ts';
import { rolloutInfo } from '../../rollout/info/rollout-info.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { readRollout } from '../../rollout/reading/read-rollout.ts';
import type { RolloutStatus } from '../../rollout/status.ts';
import { allOf, type Named, onlyThat } from '../sight/named.ts';
import { type Seen, type SeenRun, versionOf } from './seen.ts';
import { seenRun } from './seen-run.ts';

/** The kinds that the demo watches. */
export type DemoWord = 'rollouts' | 'replicaSets' | 'pods' | 'analysisRuns';

/** All that is watched to see a Rollout. */
export function wantedToSee(rollout: Named): Wanted<DemoWord> {
  return new Map<DemoWord, Followed>([
    ['rollouts', onlyThat(rollout)],
    ['replicaSets', allOf(KINDS.replicaSets, rollout.namespace)],
    ['pods', allOf(KINDS.pods, rollout.namespace)],
    ['analysisRuns', allOf(KINDS.analysisRuns, rollout.namespace)],
  ]);
}

/**
 * What the objects show at a moment; undefined while there is no Rollout.
 *
 * @param traffic  parts of the requests by version, in percent
 */
export function see(found: Found<DemoWord>, at: Instant, traffic: Seen['traffic']): Seen | undefined {
  const [rollout] = found('rollouts');
  if (rollout === undefined) return undefined;
  const replicaSets = found('replicaSets');
  const runs = found('analysisRuns');
  const info = rolloutInfo(rollout, { replicaSets, pods: found('pods'), experiments: [], analysisRuns: runs });
  const { status } = readRollout(rollout);
  const step = stepOf(info, status);
  return {
    at,
    info,
    ...(step !== undefined && { step }),
    traffic,
    runs: runsIn(runs, replicaSets),
  };
}

/** What the status says of steps means the release before while the controller has not seen the new one, and nothing once it was aborted. */
function stepOf(
  { status, generation, objectMeta, steps }: RolloutInfo,
  { abort, currentStepIndex }: RolloutStatus,
): number | undefined {
  const isUnderWay = generation === `${objectMeta.generation}` && !abort && status !== 'Healthy';
  return isUnderWay && steps.length > 0 ? currentStepIndex : undefined;
}

function runsIn(runs: readonly JsonObject[], replicaSets: readonly JsonObject[]): readonly SeenRun[] {
  const versions = new Map(replicaSets.map((set) => [revisionOf(set), imageVersion(set)]));
  return [...runs]
    .sort((a, b) => createdAt(a).localeCompare(createdAt(b)))
    .flatMap((run) => seenRun(run, versions.get(revisionOf(run)) ?? '') ?? []);
}

function createdAt(object: JsonObject): string {
  const { creationTimestamp, name } = infoMeta(object);
  return `${creationTimestamp} ${name}`;
}

function imageVersion(replicaSet: JsonObject): string {
  const pod = new Fields(replicaSet).below('spec').below('template').below('spec');
  return versionOf(new Fields(pod.list('containers')[0]).text('image'));
}
