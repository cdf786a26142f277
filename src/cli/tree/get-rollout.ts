import { KINDS } from '../../kube/kinds.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import type { RolloutInfo } from '../../rollout/info/model.ts';
import { rolloutInfo } from '../../rollout/info/rollout-info.ts';
import { withCluster } from '../kube-options.ts';
import { allOf } from '../sight/named.ts';
import { type RolloutSubject, readRolloutSubject, subjectKnown, subjectWanted } from '../sight/rollout-subject.ts';
import type { World } from '../world.ts';
import type { GetOptions } from './get-options.ts';
import { rolloutText } from './info-text.ts';
import type { Picture } from './redraw.ts';
import { show } from './show.ts';
import { type Tint, tintFor } from './tint.ts';

type Word = 'rollouts' | 'workloads' | 'replicaSets' | 'pods' | 'experiments' | 'analysisRuns';

/**
 * `verdict get rollout`.
 *
 * @throws Fault CLUSTER_REFUSED when the Rollout or its workload is not there, and for whatever else the API refuses; CLUSTER_UNREACHABLE
 * @see reference/interfaces.md §3.6
 */
export async function getRollout(name: string, options: GetOptions, world: World): Promise<number> {
  await withCluster(options, world, async (cluster, namespace) => {
    const subject = await readRolloutSubject(cluster, namespace, name);
    await show(pictureOf(subject, tintFor(world, options.color)), options, cluster, world);
  });
  return 0;
}

function pictureOf(subject: RolloutSubject, tint: Tint): Picture<Word, RolloutInfo> {
  const { namespace } = subject.named;
  return {
    wanted: new Map<Word, Followed>([
      ...subjectWanted(subject),
      ['replicaSets', allOf(KINDS.replicaSets, namespace)],
      ['pods', allOf(KINDS.pods, namespace)],
      ['experiments', allOf(KINDS.experiments, namespace)],
      ['analysisRuns', allOf(KINDS.analysisRuns, namespace)],
    ]),
    known: subjectKnown(subject),
    see(found) {
      const [rollout] = found('rollouts');
      return (
        rollout &&
        rolloutInfo(rollout, {
          replicaSets: found('replicaSets'),
          pods: found('pods'),
          experiments: found('experiments'),
          analysisRuns: found('analysisRuns'),
          workload: found('workloads')[0],
        })
      );
    },
    draw: (info, now) => rolloutText(info, now, tint),
  };
}
