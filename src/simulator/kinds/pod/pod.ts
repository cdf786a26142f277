import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { podColumns } from './pod-columns.ts';
import { podErrors, podsWarnings } from './pod-errors.ts';
import { admitPod, fillPod, keepAdmission } from './pod-rules.ts';

export const pods: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  generationOf: OF_SPEC,
  fill: fillPod,
  onCreate: admitPod,
  onUpdate: keepAdmission,
  errorsOf: podErrors,
  warningsOf: podsWarnings,
  selectable: {
    'spec.nodeName': ['spec', 'nodeName'],
    'spec.restartPolicy': ['spec', 'restartPolicy'],
    'spec.schedulerName': ['spec', 'schedulerName'],
    'spec.serviceAccountName': ['spec', 'serviceAccountName'],
    'spec.hostNetwork': ['spec', 'hostNetwork'],
    'status.phase': ['status', 'phase'],
    'status.podIP': ['status', 'podIP'],
    'status.nominatedNodeName': ['status', 'nominatedNodeName'],
  },
  columns: podColumns,
});
