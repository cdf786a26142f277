import type { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { autoscalerErrors, fillAutoscaler } from './autoscaler-rules.ts';
import { targetsText } from './autoscaler-targets.ts';

export const horizontalPodAutoscalers: ApiKind = builtIn({
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  shortNames: ['hpa'],
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  fill: fillAutoscaler,
  errorsOf: autoscalerErrors,
  columns: [
    nameColumn,
    textColumn('Reference', 'What is scaled.', reference),
    textColumn('Targets', 'What is measured, and what is wished for.', targetsText),
    textColumn('MinPods', 'How many pods at least.', (object) =>
      String(object.below('spec').whole('minReplicas') ?? '<unset>'),
    ),
    textColumn('MaxPods', 'How many pods at most.', (object) => object.below('spec').whole('maxReplicas') ?? 0),
    textColumn(
      'Replicas',
      'How many pods there are.',
      (object) => object.below('status').whole('currentReplicas') ?? 0,
    ),
    ageColumn,
  ],
});

function reference(autoscaler: Fields): string {
  const target = autoscaler.below('spec').below('scaleTargetRef');
  return `${target.text('kind')}/${target.text('name')}`;
}
