import { type TSchemaOptions, Type } from 'typebox';
import { fields, maybeInteger, maybeText, type OwnOptions, text, textByName } from './scalars.ts';

/** Shapes that Kubernetes' own kinds have too. */

type Options = TSchemaOptions & OwnOptions;

/** Says that Go holds a pointer here: 0 and absence differ. */
export const KEEPS_ZERO = { keepsZero: true } as const satisfies OwnOptions;

/** A whole number of 32 bits that may be left out. */
export function maybeInt32(description: string, options: Options = {}) {
  return maybeInteger(description, { format: 'int32', ...options });
}

/** A whole number of 64 bits that may be left out. */
export function maybeInt64(description: string, options: Options = {}) {
  return maybeInteger(description, { format: 'int64', ...options });
}

/** A whole number of 32 bits. */
export function int32(description: string) {
  return Type.Integer({ format: 'int32', description });
}

/** A moment that may be left out: RFC 3339, whole seconds. */
export function maybeTime(description: string) {
  return maybeText(description, { format: 'date-time' });
}

/** A moment. */
export function time(description: string) {
  return text(description, { format: 'date-time' });
}

/** Texts that may be left out. */
export function maybeTexts(description: string) {
  return Type.Optional(Type.Array(Type.String(), { description }));
}

/** An object that is looked into elsewhere and taken here as it is. */
export function openObject(description: string) {
  return Type.Object({}, { additionalProperties: true, 'x-kubernetes-preserve-unknown-fields': true, description });
}

/** `selector`: which objects, by their labels. All parts must be fulfilled. */
export function labelSelector(description: string, options: Options = {}) {
  const requirement = fields(
    {
      key: text('Key of the label.'),
      operator: text('How it compares to the values.', { examples: ['In', 'NotIn', 'Exists', 'DoesNotExist'] }),
      values: Type.Optional(
        Type.Array(Type.String(), {
          description: 'Values for In and NotIn.',
          'x-kubernetes-list-type': 'atomic',
        }),
      ),
    },
    'A condition on one label.',
  );
  return fields(
    {
      matchLabels: textByName('Labels with these values.'),
      matchExpressions: Type.Optional(
        Type.Array(requirement, { description: 'Conditions on labels.', 'x-kubernetes-list-type': 'atomic' }),
      ),
    },
    description,
    { 'x-kubernetes-map-type': 'atomic', ...options },
  );
}

/** Labels and annotations for pods or runs. */
export function labelsAndAnnotations(description: string) {
  return fields({ labels: textByName('Labels.'), annotations: textByName('Annotations.') }, description);
}

/** A template for pods. What is in it is Kubernetes' business. */
export function podTemplate(description: string) {
  return openObject(description);
}

/** A condition of a status, in the shape of the rollouts' own kinds. */
export function condition(types: string) {
  return Type.Object(
    {
      type: text(`What it is about: ${types}.`),
      status: text('True, False or Unknown.'),
      lastUpdateTime: time('When it was written last.'),
      lastTransitionTime: time('When its status changed last.'),
      reason: text('Why, in one word.'),
      message: text('Why, in a sentence.'),
    },
    OPEN,
  );
}

/** A status is written by a controller, maybe a newer one: what it holds beyond this is left alone. */
export const OPEN = { additionalProperties: true };
