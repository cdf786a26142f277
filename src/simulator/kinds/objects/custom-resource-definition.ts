import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { nameColumn, textColumn } from '../columns/shared-columns.ts';
import { definitionErrors, fillDefinition, storeVersion } from './definition-rules.ts';

export const customResourceDefinitions: ApiKind = builtIn({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  isNamespaced: false,
  hasStatus: true,
  generationOf: OF_SPEC,
  fill: fillDefinition,
  onCreate: storeVersion,
  errorsOf: definitionErrors,
  columns: [
    nameColumn,
    {
      ...textColumn('Created At', 'When the definition was made.', (definition) =>
        definition.below('metadata').text('creationTimestamp'),
      ),
      type: 'date',
    },
  ],
});
