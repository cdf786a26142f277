import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillSecret, secretErrors } from './secret-rules.ts';

export const secrets: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  isNamespaced: true,
  hasStatus: false,
  selectable: { type: ['type'] },
  fill: fillSecret,
  errorsOf: secretErrors,
  columns: [
    nameColumn,
    textColumn('Type', 'What the secret is for.', (object) => object.text('type')),
    textColumn('Data', 'How many entries there are.', (object) => Object.keys(object.object('data') ?? {}).length),
    ageColumn,
  ],
});
