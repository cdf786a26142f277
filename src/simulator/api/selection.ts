import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import { fieldSelectorOf } from './field-selector.ts';
import { hasLabels, labelSelectorOf } from './label-selector.ts';
import { metadataOf } from './members.ts';

/** What a query selects of a collection. */
export interface Selection {
  /** Whether the query leaves anything out. */
  readonly isAll: boolean;
  readonly has: (object: JsonObject) => boolean;
}

/** Reads `labelSelector` and `fieldSelector` of a query, and the name in the path. @throws Fault with a 400 */
export function selectionOf({ call, kind, place, resource }: Asked): Selection {
  const { labelSelector = '', fieldSelector = '' } = call.query;
  if (labelSelector === '' && fieldSelector === '' && place.name === '') return { isAll: true, has: () => true };
  const fitsLabels = labelSelectorOf(labelSelector);
  const fitsFields = fieldSelectorOf(fieldSelector, kind, resource.isCustom);
  const isNamed = (object: JsonObject): boolean =>
    place.name === '' || textIn(metadataOf(object), 'name') === place.name;
  return { isAll: false, has: (object) => isNamed(object) && hasLabels(object, fitsLabels) && fitsFields(object) };
}
