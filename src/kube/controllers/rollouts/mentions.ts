import type { JsonObject } from '../../../core/json.ts';
import { textIn } from '../../../core/json-members.ts';
import { keyOf, nameOf } from '../../metadata.ts';
import type { ObjectName } from '../../resource.ts';
import type { IndexBy } from '../../watch/indexed.ts';
import { routerObjectsNamedBy, servicesNamedBy, templatesNamedBy, workloadNamedBy } from './named-by-rollout.ts';

/** What an object is found under by those that name it: `Service/shop/web`, `ClusterAnalysisTemplate/error-rate`. */
export function mentionOf(kind: string, name: ObjectName): string {
  return `${kind}/${keyOf(name)}`;
}

/** The same of an object at hand. */
export function mentionOfObject(object: JsonObject): string {
  return mentionOf(textIn(object, 'kind'), nameOf(object));
}

/** Everything that a Rollout names and whose changes concern it, as `mentionOf` has it. What it owns is found by its controller. */
export const mentionsOfRollout: IndexBy = (rollout) => {
  const { namespace } = nameOf(rollout);
  const workload = workloadNamedBy(rollout);
  const mentions = [
    ...servicesNamedBy(rollout).map((name) => mentionOf('Service', { namespace, name })),
    ...templatesNamedBy(rollout).map(({ templateName: name, clusterScope: isCluster = false }) =>
      isCluster
        ? mentionOf('ClusterAnalysisTemplate', { namespace: '', name })
        : mentionOf('AnalysisTemplate', { namespace, name }),
    ),
    ...routerObjectsNamedBy(rollout).map((ref) => mentionOf(ref.kind, ref)),
    ...(workload === undefined ? [] : [mentionOf(workload.kind, { namespace, name: workload.name })]),
  ];
  return [...new Set(mentions)];
};
