import { type Static, Type } from 'typebox';
import { RolloutArgumentSchema } from './argument.ts';
import { DryRunSchema, MeasurementRetentionSchema, TemplateRefSchema } from './rules.ts';
import { fields, textByName } from './scalars.ts';

/** `analysis` of a Rollout's step, background or promotion: which templates with which arguments. @see analysis.md §1.5 */
export const RolloutAnalysisSchema = fields({
  templates: Type.Optional(Type.Array(TemplateRefSchema, { description: 'Templates that make up the run.' })),
  args: Type.Optional(Type.Array(RolloutArgumentSchema, { description: 'Arguments for them.' })),
  dryRun: Type.Optional(Type.Array(DryRunSchema)),
  measurementRetention: Type.Optional(Type.Array(MeasurementRetentionSchema)),
  analysisRunMetadata: Type.Optional(
    fields({ labels: textByName('Labels for the run.'), annotations: textByName('Annotations for the run.') }),
  ),
});

export type RolloutAnalysis = Static<typeof RolloutAnalysisSchema>;
