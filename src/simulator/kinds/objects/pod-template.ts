import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { podTemplateErrors } from '../../../rollout/validate/pod-template/pod-template.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { withVariableRules } from '../checks/variable-names.ts';
import { containersText, labelsText } from '../columns/pod-template-columns.ts';
import { nameColumn, textColumn } from '../columns/shared-columns.ts';
import { inMember } from '../fill/fill.ts';
import { fillPodTemplate } from '../fill/pod-spec.ts';

export const podTemplates: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  isNamespaced: true,
  hasStatus: false,
  generationOf: [['template']],
  fill: (object) => inMember(object, 'template', fillPodTemplate),
  errorsOf: (object) =>
    withVariableRules(podTemplateErrors(object['template'], 'template'), specOf(object), 'template.spec'),
  columns: [
    nameColumn,
    textColumn('Containers', 'Names of its containers.', (object) => containersText(object.below('template'), 'name')),
    textColumn('Images', 'Images of its containers.', (object) => containersText(object.below('template'), 'image')),
    textColumn('Pod Labels', 'Labels of its pods.', (object) =>
      labelsText(object.below('template').below('metadata').json('labels')),
    ),
  ],
});

function specOf(object: JsonObject): Fields {
  return new Fields(object).below('template').below('spec');
}
