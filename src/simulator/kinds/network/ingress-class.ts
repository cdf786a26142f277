import type { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillAbsent, inMember } from '../fill/fill.ts';

export const ingressClasses: ApiKind = builtIn({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  isNamespaced: false,
  hasStatus: false,
  generationOf: OF_SPEC,
  fill: (object) =>
    inMember(object, 'spec', (spec) => inMember(spec, 'parameters', (each) => fillAbsent(each, { scope: 'Cluster' }))),
  columns: [
    nameColumn,
    textColumn('Controller', 'Which controller serves the class.', (object) => object.below('spec').text('controller')),
    textColumn('Parameters', 'Where its settings are.', parametersText),
    ageColumn,
  ],
});

function parametersText(object: Fields): string {
  const spec = object.below('spec');
  if (!spec.has('parameters')) return '<none>';
  const parameters = spec.below('parameters');
  const group = parameters.has('apiGroup') ? `.${parameters.text('apiGroup')}` : '';
  return `${parameters.text('kind')}${group}/${parameters.text('name')}`;
}
