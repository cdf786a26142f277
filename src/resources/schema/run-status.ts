import { Type } from 'typebox';
import { textByName } from './scalars.ts';

const number = (description: string) => Type.Optional(Type.Integer({ description }));
const text = (description: string) => Type.Optional(Type.String({ description }));
const time = (description: string) => text(`${description} RFC 3339.`);
const phase = Type.Optional(
  Type.Enum(['', 'Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'], {
    type: 'string',
    description: 'Where it stands; the last four are final.',
  }),
);

/** A status is written by a controller, maybe a newer one: what it holds beyond this is left alone. */
const OPEN = { additionalProperties: true };

const SummarySchema = Type.Optional(
  Type.Object(
    {
      count: number('Metrics in all.'),
      successful: number('Metrics that ended without passing a limit.'),
      failed: number('Metrics that failed.'),
      inconclusive: number('Metrics that ended inconclusive.'),
      error: number('Metrics that could not be judged.'),
    },
    { ...OPEN, description: 'How many metrics there are and how they ended.' },
  ),
);

const MeasurementSchema = Type.Object(
  {
    phase,
    message: text('Why, where there is something to say.'),
    startedAt: time('Start of the measurement.'),
    finishedAt: time('Its end; absent while it is under way.'),
    value: text('What was measured.'),
    metadata: textByName('What the provider noted.'),
    resumeAt: time('When to look again.'),
  },
  OPEN,
);

const MetricResultSchema = Type.Object(
  {
    name: Type.String({ description: 'Name of the metric.' }),
    phase,
    measurements: Type.Optional(
      Type.Array(MeasurementSchema, { description: 'The newest measurements, oldest first.' }),
    ),
    message: text('Message of the last measurement, or the limit that was passed.'),
    count: number('Measurements that count: successful, failed and inconclusive ones.'),
    successful: number('Successful measurements.'),
    failed: number('Failed measurements.'),
    inconclusive: number('Inconclusive measurements.'),
    error: number('Measurements that gave an error.'),
    consecutiveError: number('Errors in a row up to now.'),
    dryRun: Type.Optional(Type.Boolean({ description: 'Whether the metric does not count.' })),
    metadata: textByName('What the provider noted on the metric.'),
    consecutiveSuccess: number('Successes in a row up to now.'),
  },
  OPEN,
);

/** `status` of an AnalysisRun. @see analysis.md §13 */
export const RunStatusSchema = Type.Object(
  {
    phase,
    message: text('Why the run ended as it did.'),
    metricResults: Type.Optional(
      Type.Array(MetricResultSchema, { description: 'One for each metric that was looked at.' }),
    ),
    startedAt: time('When the first measurements were taken.'),
    runSummary: SummarySchema,
    dryRunSummary: SummarySchema,
    completedAt: time('When the run ended.'),
  },
  { ...OPEN, description: 'Where the run stands. Written by whoever runs it.' },
);
