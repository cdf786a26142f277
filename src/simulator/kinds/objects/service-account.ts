import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn } from '../columns/shared-columns.ts';

export const serviceAccounts: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  isNamespaced: true,
  hasStatus: false,
  columns: [nameColumn, ageColumn],
});
