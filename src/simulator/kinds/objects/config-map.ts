import type { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { configMapErrors } from './config-map-errors.ts';

export const configMaps: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  isNamespaced: true,
  hasStatus: false,
  errorsOf: configMapErrors,
  columns: [
    nameColumn,
    textColumn(
      'Data',
      'How many entries there are.',
      (object) => countOf(object, 'data') + countOf(object, 'binaryData'),
    ),
    ageColumn,
  ],
});

function countOf(object: Fields, member: string): number {
  return Object.keys(object.object(member) ?? {}).length;
}
