import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { templateWarnings } from '../checks/template.ts';
import { selectorColumn, templateColumns } from '../columns/pod-template-columns.ts';
import { ageColumn, nameColumn, numberColumn } from '../columns/shared-columns.ts';
import { REPLICA_SCALE } from './replica-scale.ts';
import { fillReplicaSet, replicaSetErrors } from './replica-set-rules.ts';

export const replicaSets: ApiKind = builtIn({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  scale: REPLICA_SCALE,
  generationOf: OF_SPEC,
  fill: fillReplicaSet,
  errorsOf: replicaSetErrors,
  warningsOf: templateWarnings('Pod names and hostnames'),
  columns: [
    nameColumn,
    numberColumn('Desired', 'How many pods are wished for.', (set) => set.below('spec').whole('replicas') ?? 0),
    numberColumn('Current', 'How many pods there are.', (set) => set.below('status').whole('replicas') ?? 0),
    numberColumn('Ready', 'How many pods are ready.', (set) => set.below('status').whole('readyReplicas') ?? 0),
    ageColumn,
    ...templateColumns,
    selectorColumn,
  ],
});
