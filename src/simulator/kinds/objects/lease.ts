import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { leaseErrors, withoutCoordination } from './lease-errors.ts';

export const leases: ApiKind = builtIn({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  isNamespaced: true,
  hasStatus: false,
  fill: withoutCoordination,
  errorsOf: leaseErrors,
  columns: [
    nameColumn,
    textColumn('Holder', 'Who holds it.', (lease) => lease.below('spec').text('holderIdentity')),
    ageColumn,
  ],
});
