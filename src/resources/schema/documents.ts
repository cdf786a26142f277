import { Type } from 'typebox';
import { document } from './document.ts';
import { RunSpecSchema } from './run-spec.ts';
import { RunStatusSchema } from './run-status.ts';
import { TemplateSpecSchema } from './template-spec.ts';

/** A template of one namespace. */
export const AnalysisTemplateSchema = document(
  'AnalysisTemplate',
  {
    kind: 'A template for the analyses of one namespace.',
    object: 'What to measure to tell whether a release is good.',
  },
  { spec: TemplateSpecSchema },
);

/** A template that every namespace may use. */
export const ClusterAnalysisTemplateSchema = document(
  'ClusterAnalysisTemplate',
  {
    kind: 'A template for the analyses of every namespace.',
    object: 'What to measure to tell whether a release is good, for the whole cluster.',
  },
  { spec: TemplateSpecSchema },
);

/** A run with its state. */
export const AnalysisRunSchema = document(
  'AnalysisRun',
  { kind: 'One run of an analysis.', object: 'One run of an analysis: what it measures and where it stands.' },
  { spec: RunSpecSchema, status: Type.Optional(RunStatusSchema) },
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
