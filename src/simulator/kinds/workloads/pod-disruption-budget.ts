import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { ageColumn, nameColumn, numberColumn, textColumn } from '../columns/shared-columns.ts';
import { disruptionBudgetErrors } from './disruption-budget-rules.ts';

export const podDisruptionBudgets: ApiKind = builtIn({
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  shortNames: ['pdb'],
  isNamespaced: true,
  hasStatus: true,
  generationOf: OF_SPEC,
  errorsOf: disruptionBudgetErrors,
  columns: [
    nameColumn,
    limitColumn('Min Available', 'How many pods are to stay.', 'minAvailable'),
    limitColumn('Max Unavailable', 'How many pods may be missing.', 'maxUnavailable'),
    numberColumn(
      'Allowed Disruptions',
      'How many pods may go now.',
      (budget) => budget.below('status').whole('disruptionsAllowed') ?? 0,
    ),
    ageColumn,
  ],
});

function limitColumn(name: string, description: string, member: string) {
  return textColumn(name, description, (budget) => {
    const limit = budget.below('spec').json(member);
    return typeof limit === 'number' || typeof limit === 'string' ? `${limit}` : 'N/A';
  });
}
