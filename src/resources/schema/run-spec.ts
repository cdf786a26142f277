import { type Static, Type } from 'typebox';
import { ArgumentSchema } from './argument.ts';
import { MetricSchema } from './metric.ts';
import { DryRunSchema, MeasurementRetentionSchema } from './rules.ts';
import { fields, maybeFlag, maybeInteger } from './scalars.ts';

/** `spec` of an AnalysisRun: metrics with their placeholders, and the arguments for them. @see analysis.md §1.3 */
export const RunSpecSchema = fields(
  {
    metrics: Type.Array(MetricSchema, { description: 'What to measure.' }),
    args: Type.Optional(Type.Array(ArgumentSchema, { description: 'Values for the placeholders.' })),
    terminate: maybeFlag('Asks the run to end early.'),
    dryRun: Type.Optional(Type.Array(DryRunSchema)),
    measurementRetention: Type.Optional(Type.Array(MeasurementRetentionSchema)),
    ttlStrategy: Type.Optional(
      fields(
        {
          secondsAfterCompletion: maybeInteger('Seconds after any end.', { keepsZero: true }),
          secondsAfterFailure: maybeInteger('Seconds after the phase Failed.', { keepsZero: true }),
          secondsAfterSuccess: maybeInteger('Seconds after the phase Successful.', { keepsZero: true }),
        },
        'When a run that ended is deleted.',
      ),
    ),
  },
  'What the run measures.',
);

export type RunSpec = Static<typeof RunSpecSchema>;
