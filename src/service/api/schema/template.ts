import { type Static, Type } from 'typebox';
import type { JsonObject } from '../../../core/json.ts';
import { fields } from '../../../resources/schema/scalars.ts';
import { CURSOR } from './cursor.ts';
import { moment, NameSchema, NamespaceSchema } from './names.ts';
import { ProblemItemSchema } from './problem.ts';

/** An AnalysisTemplate; `resources` checks it, so that everything that is wrong is told as the command line tells it. */
export const AnalysisTemplateDocument = Type.Unsafe<JsonObject>({
  type: 'object',
  title: 'AnalysisTemplate',
  additionalProperties: true,
  description: "Upstream's object, apiVersion argoproj.io/v1alpha1.",
});

/** A ClusterAnalysisTemplate. */
export const ClusterAnalysisTemplateDocument = Type.Unsafe<JsonObject>({
  type: 'object',
  title: 'ClusterAnalysisTemplate',
  additionalProperties: true,
  description: "Upstream's object, apiVersion argoproj.io/v1alpha1.",
});

const TemplateSummarySchema = fields(
  {
    name: NameSchema,
    namespace: Type.Optional(NamespaceSchema),
    version: Type.Integer({ minimum: 1, description: 'Grows with every change; the ETag is `"version"`.' }),
    createdAt: moment('When it was stored first.'),
    updatedAt: moment('When it was changed last.'),
  },
  'A stored template without its document. One for the whole service has no namespace.',
  { title: 'TemplateSummary' },
);
export type TemplateSummaryBody = Static<typeof TemplateSummarySchema>;

export const TemplateListSchema = fields(
  {
    items: Type.Array(TemplateSummarySchema, { description: 'In the order of their names.' }),
    cursor: Type.Optional(CURSOR),
  },
  'A page of templates.',
  { title: 'TemplateList' },
);

export const ValidationSchema = fields(
  {
    isValid: Type.Boolean({ description: 'Whether it could be stored: no problem is an error.' }),
    problems: Type.Array(ProblemItemSchema, { description: 'Everything there is to say, warnings too.' }),
  },
  'What there is to say about a template.',
  { title: 'Validation' },
);
