import { difference, differenceBelow, type FieldSet, fieldSetOf } from './field-set.ts';

/** Fields of every object that nobody owns: they say which object it is, or are the API server's own. */
const NOBODYS: FieldSet = fieldSetOf(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => ['f:metadata', `f:${name}`]),
);

const STATUS: FieldSet = fieldSetOf(['f:status']);
const SPEC: FieldSet = fieldSetOf(['f:spec']);

/** What writers of the status cannot change beside the spec, of kinds where that is more. */
const BESIDE_SPEC = new Map<string, FieldSet>([
  ['apps/Deployment', fieldSetOf(['f:spec'], ['f:metadata', 'f:labels'])],
  ['/Pod', fieldSetOf(['f:spec'], ['f:metadata', 'f:deletionTimestamp'], ['f:metadata', 'f:ownerReferences'])],
  ['apiextensions.k8s.io/CustomResourceDefinition', fieldSetOf(['f:spec'], ['f:metadata'])],
]);

/** Which part of an object is written. */
export interface WrittenPart {
  readonly kind: { readonly group: string; readonly kind: string; readonly hasStatus: boolean };
  /** Absent: the object itself. */
  readonly subresource?: string;
}

/** Fields without those that a write of this part cannot change, whatever it says: the status in the object itself, the spec in its status. */
export function changeableFields(fields: FieldSet, { kind, subresource }: WrittenPart): FieldSet {
  if (!kind.hasStatus) return fields;
  if (subresource === undefined) return differenceBelow(fields, STATUS);
  if (subresource !== 'status') return fields;
  return differenceBelow(fields, BESIDE_SPEC.get(`${kind.group}/${kind.kind}`) ?? SPEC);
}

/** Fields that somebody can own. */
export function ownableFields(fields: FieldSet): FieldSet {
  return difference(fields, NOBODYS);
}
