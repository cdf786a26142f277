import type { Json } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { items, textsByName } from '../../../rollout/validate/parts.ts';
import type { Column } from '../../api/kind.ts';
import { selectorText } from './selector-text.ts';
import { textColumn, wide } from './shared-columns.ts';

/** With `-o wide`: the containers and images of `spec.template`. */
export const templateColumns: readonly Column[] = [
  wide(textColumn('Containers', 'Names of the containers of the template.', (object) => ofTemplate(object, 'name'))),
  wide(textColumn('Images', 'Images of the containers of the template.', (object) => ofTemplate(object, 'image'))),
];

/** With `-o wide`: `spec.selector`, a label selector. */
export const selectorColumn: Column = wide(
  textColumn('Selector', 'Labels that the pods have.', (object) => selectorText(object.below('spec').json('selector'))),
);

function ofTemplate(object: Fields, member: string): string {
  return containersText(object.below('spec').below('template'), member);
}

/** A member of each container of a pod template, with commas between. */
export function containersText(template: Fields, member: string): string {
  return items(template.below('spec'), 'containers')
    .map((container) => container.text(member))
    .join(',');
}

/** Labels as one text: `app=web,tier=front`; `<none>` where there are none. */
export function labelsText(labels: Json | undefined): string {
  const pairs = textsByName(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '<none>' : pairs.join(',');
}
