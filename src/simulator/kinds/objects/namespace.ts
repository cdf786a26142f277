import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillNamespace, holdNamespace, keepHold } from './namespace-rules.ts';

export const namespaces: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  isNamespaced: false,
  hasStatus: true,
  selectable: { 'status.phase': ['status', 'phase'] },
  fill: fillNamespace,
  onCreate: holdNamespace,
  onUpdate: keepHold,
  columns: [
    nameColumn,
    textColumn('Status', 'Whether the namespace takes objects.', (object) => object.below('status').text('phase')),
    ageColumn,
  ],
});
