import { Type } from 'typebox';
import { RunSpecSchema } from './run-spec.ts';
import { RunStatusSchema } from './run-status.ts';
import { fields, textByName } from './scalars.ts';
import { TemplateSpecSchema } from './template-spec.ts';

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

const apiVersion = word(API_VERSION, 'Group and version.');

/** A template of one namespace. */
export const AnalysisTemplateSchema = fields(
  {
    apiVersion,
    kind: word('AnalysisTemplate', 'A template for the analyses of one namespace.'),
    metadata: MetadataSchema,
    spec: TemplateSpecSchema,
  },
  'What to measure to tell whether a release is good.',
);

/** A template that every namespace may use. */
export const ClusterAnalysisTemplateSchema = fields(
  {
    apiVersion,
    kind: word('ClusterAnalysisTemplate', 'A template for the analyses of every namespace.'),
    metadata: MetadataSchema,
    spec: TemplateSpecSchema,
  },
  'What to measure to tell whether a release is good, for the whole cluster.',
);

/** A run with its state. */
export const AnalysisRunSchema = fields(
  {
    apiVersion,
    kind: word('AnalysisRun', 'One run of an analysis.'),
    metadata: MetadataSchema,
    spec: RunSpecSchema,
    status: Type.Optional(RunStatusSchema),
  },
  'One run of an analysis: what it measures and where it stands.',
);

/** The kinds that are read, by name. */
export const KIND_SCHEMAS = {
  AnalysisTemplate: AnalysisTemplateSchema,
  ClusterAnalysisTemplate: ClusterAnalysisTemplateSchema,
  AnalysisRun: AnalysisRunSchema,
} as const;

export type KindName = keyof typeof KIND_SCHEMAS;

/** True for the name of a kind that is read. */
export function isKindName(kind: unknown): kind is KindName {
  return typeof kind === 'string' && Object.hasOwn(KIND_SCHEMAS, kind);
}
