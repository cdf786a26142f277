import { type Static, Type } from 'typebox';
import { fields, maybeFlag, text } from './scalars.ts';

const rule = (what: string) =>
  text(`Regular expression (RE2, unanchored) for the names of metrics ${what}. Every rule must match one.`, {
    meaning: 'rule',
    examples: ['.*', '^error-rate$'],
  });

/** `dryRun[]`. @see analysis.md §9 */
export const DryRunSchema = fields(
  { metricName: rule('whose outcome does not count') },
  'Metrics that are measured and judged, but do not decide the run.',
);

/** `measurementRetention[]`. @see analysis.md §10 */
export const MeasurementRetentionSchema = fields(
  {
    metricName: rule('that keep another number of measurements'),
    limit: Type.Integer({
      description: 'How many measurements to keep in the status. Default 10, also for 0 and below.',
    }),
  },
  'How many measurements of which metrics are kept.',
);

/** `templates[]`: a reference to another template. */
export const TemplateRefSchema = fields(
  {
    templateName: text('Name of the template.'),
    clusterScope: maybeFlag('Whether it is a ClusterAnalysisTemplate. Default false.', { keepsZero: true }),
  },
  'A template to take in.',
);

export type DryRunRule = Static<typeof DryRunSchema>;
export type RetentionRule = Static<typeof MeasurementRetentionSchema>;
export type TemplateRef = Static<typeof TemplateRefSchema>;
