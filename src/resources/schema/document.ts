import { type TProperties, Type } from 'typebox';
import { fields, textByName } from './scalars.ts';

/** The group and version of every kind we read. */
export const API_VERSION = 'argoproj.io/v1alpha1';

const word = (text: string, description: string) => Type.Enum([text], { type: 'string', description });

const MetadataSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'Name of the object.' })),
    generateName: Type.Optional(Type.String({ description: 'Beginning of the name, for the cluster to complete.' })),
    namespace: Type.Optional(Type.String({ description: 'Namespace of the object.' })),
    labels: textByName('Labels.'),
    annotations: textByName('Annotations.'),
  },
  { additionalProperties: true, description: "Kubernetes' metadata." },
);

/** What the schema of a kind says of the kind and of an object of it. */
interface Texts {
  readonly kind: string;
  readonly object: string;
}

/** The schema of a kind: what every object has, and what only this kind has. */
export function document<P extends TProperties>(kind: string, texts: Texts, properties: P) {
  return fields(
    {
      apiVersion: word(API_VERSION, 'Group and version.'),
      kind: word(kind, texts.kind),
      metadata: MetadataSchema,
      ...properties,
    },
    texts.object,
  );
}
