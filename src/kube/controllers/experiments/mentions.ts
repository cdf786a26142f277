import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { replicaSetName } from '../../../rollout/experiment/replica-set.ts';
import { nameOf } from '../../metadata.ts';
import type { IndexBy } from '../../watch/indexed.ts';

/**
 * What an Experiment names: `AnalysisTemplate/NAMESPACE/NAME`, `ClusterAnalysisTemplate/NAME`; and `ReplicaSet/NAMESPACE/NAME` for the names
 * that it wants for its own, which somebody else may have.
 */
export const mentionsOfExperiment: IndexBy = (experiment) => {
  const { namespace, name } = nameOf(experiment);
  const spec = objectIn(experiment, 'spec');
  return [
    ...listIn(spec, 'analyses').map((analysis) => {
      const template = textIn(analysis, 'templateName');
      return analysis['clusterScope'] === true
        ? `ClusterAnalysisTemplate/${template}`
        : `AnalysisTemplate/${namespace}/${template}`;
    }),
    ...listIn(spec, 'templates').map((template) => {
      const set = replicaSetName({ name }, { name: textIn(template, 'name') });
      return `ReplicaSet/${namespace}/${set}`;
    }),
  ];
};
