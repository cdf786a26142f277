import { type Static, Type } from 'typebox';
import { ArgumentSchema } from './argument.ts';
import { MetricSchema } from './metric.ts';
import { DryRunSchema, MeasurementRetentionSchema, TemplateRefSchema } from './rules.ts';
import { fields } from './scalars.ts';

/** `spec` of an AnalysisTemplate and of a ClusterAnalysisTemplate. @see analysis.md §1.2 */
export const TemplateSpecSchema = fields(
  {
    metrics: Type.Optional(
      Type.Array(MetricSchema, { description: 'What to measure. May be left out when templates supply metrics.' }),
    ),
    args: Type.Optional(Type.Array(ArgumentSchema, { description: 'Arguments, with their defaults.' })),
    dryRun: Type.Optional(Type.Array(DryRunSchema)),
    measurementRetention: Type.Optional(Type.Array(MeasurementRetentionSchema)),
    templates: Type.Optional(
      Type.Array(TemplateRefSchema, { description: 'Other templates whose metrics and arguments are taken in.' }),
    ),
  },
  'What a run made from this template measures.',
);

export type TemplateSpec = Static<typeof TemplateSpecSchema>;
