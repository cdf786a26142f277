import type { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { templateWarnings } from '../checks/template.ts';
import { templateColumns } from '../columns/pod-template-columns.ts';
import { selectorQuery } from '../columns/selector-text.ts';
import { ageColumn, nameColumn, textColumn, wide } from '../columns/shared-columns.ts';
import { deploymentErrors, fillDeployment } from './deployment-rules.ts';
import { REPLICA_SCALE } from './replica-scale.ts';

export const deployments: ApiKind = builtIn({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  scale: REPLICA_SCALE,
  generationOf: [['spec'], ['metadata', 'annotations']],
  fill: fillDeployment,
  errorsOf: deploymentErrors,
  warningsOf: templateWarnings('Pod names and hostnames'),
  columns: [
    nameColumn,
    textColumn('Ready', 'How many of the pods are ready.', (deployment) => {
      const ready = statusOf(deployment, 'readyReplicas');
      return `${ready}/${deployment.below('spec').whole('replicas') ?? 0}`;
    }),
    textColumn('Up-to-date', 'How many pods are of the newest template.', (deployment) =>
      statusOf(deployment, 'updatedReplicas'),
    ),
    textColumn('Available', 'How many pods have been ready for long enough.', (deployment) =>
      statusOf(deployment, 'availableReplicas'),
    ),
    ageColumn,
    ...templateColumns,
    wide(
      textColumn('Selector', 'Labels that the pods have.', (deployment) =>
        selectorQuery(deployment.below('spec').json('selector')),
      ),
    ),
  ],
});

function statusOf(deployment: Fields, member: string): number {
  return deployment.below('status').whole(member) ?? 0;
}
