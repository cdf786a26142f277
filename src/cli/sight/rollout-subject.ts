import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { KINDS } from '../../kube/kinds.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { mustLookUp, type Named, onlyThat } from './named.ts';

/** A Rollout that is there, and the workload that its `workloadRef` names. */
export interface RolloutSubject {
  readonly named: Named;
  readonly rollout: JsonObject;
  readonly workload?: { readonly named: Named; readonly object: JsonObject };
}

/**
 * Reads a Rollout and its workload. As upstream, it takes every workload for a Deployment.
 *
 * @throws Fault CLUSTER_REFUSED when one of the two is not there; whatever else the API refuses, and CLUSTER_UNREACHABLE
 * @see reference/interfaces.md §3.6
 */
export async function readRolloutSubject(cluster: Cluster, namespace: string, name: string): Promise<RolloutSubject> {
  const named: Named = { resource: KINDS.rollouts, namespace, name };
  const rollout = await mustLookUp(cluster, named);
  const spec = new Fields(rollout).below('spec');
  if (spec.object('workloadRef') === undefined) return { named, rollout };
  const workload: Named = { resource: KINDS.deployments, namespace, name: spec.below('workloadRef').text('name') };
  return { named, rollout, workload: { named: workload, object: await mustLookUp(cluster, workload) } };
}

type Word = 'rollouts' | 'workloads';

/** The Rollout and its workload, to be followed. */
export function subjectWanted({ named, workload }: RolloutSubject): readonly [Word, Followed][] {
  const rollouts: [Word, Followed] = ['rollouts', onlyThat(named)];
  return workload === undefined ? [rollouts] : [rollouts, ['workloads', onlyThat(workload.named)]];
}

/** The Rollout and its workload, as they were read. */
export function subjectKnown({ rollout, workload }: RolloutSubject): ReadonlyMap<Word, readonly JsonObject[]> {
  return new Map<Word, readonly JsonObject[]>([
    ['rollouts', [rollout]],
    ['workloads', workload === undefined ? [] : [workload.object]],
  ]);
}
