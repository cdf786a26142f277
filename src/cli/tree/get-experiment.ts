import type { JsonObject } from '../../core/json.ts';
import { KINDS } from '../../kube/kinds.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import { experimentInfo } from '../../rollout/info/experiment-info.ts';
import type { ExperimentInfo } from '../../rollout/info/model.ts';
import { withCluster } from '../kube-options.ts';
import { allOf, mustLookUp, type Named, onlyThat } from '../sight/named.ts';
import type { World } from '../world.ts';
import type { GetOptions } from './get-options.ts';
import { experimentText } from './info-text.ts';
import type { Picture } from './redraw.ts';
import { show } from './show.ts';
import { type Tint, tintFor } from './tint.ts';

type Word = 'experiments' | 'replicaSets' | 'pods' | 'analysisRuns';

/**
 * `verdict get experiment`.
 *
 * @throws Fault CLUSTER_REFUSED when it is not there, and for whatever else the API refuses; CLUSTER_UNREACHABLE
 * @see reference/interfaces.md §3.7
 */
export async function getExperiment(name: string, options: GetOptions, world: World): Promise<number> {
  await withCluster(options, world, async (cluster, namespace) => {
    const named: Named = { resource: KINDS.experiments, namespace, name };
    const experiment = await mustLookUp(cluster, named);
    await show(pictureOf(named, experiment, tintFor(world, options.color)), options, cluster, world);
  });
  return 0;
}

function pictureOf(named: Named, experiment: JsonObject, tint: Tint): Picture<Word, ExperimentInfo> {
  return {
    wanted: new Map<Word, Followed>([
      ['experiments', onlyThat(named)],
      ['replicaSets', allOf(KINDS.replicaSets, named.namespace)],
      ['pods', allOf(KINDS.pods, named.namespace)],
      ['analysisRuns', allOf(KINDS.analysisRuns, named.namespace)],
    ]),
    known: new Map<Word, readonly JsonObject[]>([['experiments', [experiment]]]),
    see(found) {
      const [experiment] = found('experiments');
      return (
        experiment &&
        experimentInfo(experiment, {
          replicaSets: found('replicaSets'),
          pods: found('pods'),
          analysisRuns: found('analysisRuns'),
        })
      );
    },
    draw: (info, now) => experimentText(info, now, tint),
  };
}
