import type { JsonObject } from '../../../core/json.ts';
import { textIn } from '../../../core/json-members.ts';
import { keyOf, nameOf } from '../../metadata.ts';
import type { Change } from '../../watch/store.ts';
import { controllerOf } from '../by-controller.ts';
import type { CachedKind, Caches } from '../caches.ts';

/** The keys of the Experiments that are to be looked at after a change: of themselves, of what they control, of what they name. */
export function experimentsConcerned(
  kind: CachedKind | 'onDemand',
  change: Change,
  { experiments }: Pick<Caches, 'experiments'>,
): readonly string[] {
  const { object } = change;
  const { namespace, name } = nameOf(object);
  const mentioning = (mention: string): readonly string[] =>
    experiments.find('mentions', mention).map((experiment) => keyOf(nameOf(experiment)));
  switch (kind) {
    case 'experiments':
      return [keyOf({ namespace, name })];
    case 'analysisTemplates':
      return mentioning(`AnalysisTemplate/${namespace}/${name}`);
    case 'clusterAnalysisTemplates':
      return mentioning(`ClusterAnalysisTemplate/${name}`);
    case 'replicaSets':
      // A name that becomes free may be what somebody waits for.
      return [
        ...controlling(object),
        ...(change.kind === 'deleted' ? mentioning(`ReplicaSet/${namespace}/${name}`) : []),
      ];
    case 'services':
    case 'analysisRuns':
      return controlling(object);
    default:
      return [];
  }
}

/** The Experiment that controls an object. */
function controlling(object: JsonObject): readonly string[] {
  const controller = controllerOf(object);
  const isOurs =
    textIn(controller, 'kind') === 'Experiment' && textIn(controller, 'apiVersion').startsWith('argoproj.io/');
  return isOurs ? [keyOf({ namespace: nameOf(object).namespace, name: textIn(controller, 'name') })] : [];
}
