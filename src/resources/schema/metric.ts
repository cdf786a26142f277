import { type Static, Type } from 'typebox';
import { CloudWatchSchema } from './providers/cloud-watch.ts';
import { DatadogSchema } from './providers/datadog.ts';
import { GraphiteSchema } from './providers/graphite.ts';
import { InfluxdbSchema } from './providers/influxdb.ts';
import { JobSchema } from './providers/job.ts';
import { KayentaSchema } from './providers/kayenta.ts';
import { NewRelicSchema } from './providers/new-relic.ts';
import { PrometheusSchema } from './providers/prometheus.ts';
import { SkywalkingSchema } from './providers/skywalking.ts';
import { WavefrontSchema } from './providers/wavefront.ts';
import { WebSchema } from './providers/web.ts';
import { anyJson, fields, maybeDuration, maybeIntOrString, maybeText, text } from './scalars.ts';

/** `metric.provider`: exactly one key is set. */
export const ProviderSchema = fields(
  {
    prometheus: Type.Optional(PrometheusSchema),
    kayenta: Type.Optional(KayentaSchema),
    web: Type.Optional(WebSchema),
    datadog: Type.Optional(DatadogSchema),
    wavefront: Type.Optional(WavefrontSchema),
    newRelic: Type.Optional(NewRelicSchema),
    job: Type.Optional(JobSchema),
    cloudWatch: Type.Optional(CloudWatchSchema),
    graphite: Type.Optional(GraphiteSchema),
    influxdb: Type.Optional(InfluxdbSchema),
    skywalking: Type.Optional(SkywalkingSchema),
    plugin: Type.Optional(
      Type.Record(Type.String(), anyJson('Settings of the plugin.'), {
        description: 'A plugin by its name, such as acme/metrics, with its settings. Exactly one.',
      }),
    ),
  },
  'Whom to ask. Exactly one of the keys.',
  { minProperties: 1, maxProperties: 1 },
);

/** One metric as it is written, placeholders and all. @see analysis.md §1.4 */
export const MetricSchema = fields(
  {
    name: text('Name of the metric; no two of a run are the same.'),
    interval: maybeDuration(
      'Pause between the finish of one measurement and the start of the next. Needed when count is above 1.',
    ),
    initialDelay: maybeDuration('Wait before the first measurement, counted from the start of the run.'),
    count: maybeIntOrString(
      'How many measurements to take; errors do not count. Left out: one without an interval; with an interval the metric measures until the run is stopped.',
    ),
    successCondition: maybeText(
      'Expression on `result` that makes a measurement Successful, such as result[0] >= 0.95.',
      { meaning: 'condition' },
    ),
    failureCondition: maybeText(
      'Expression on `result` that makes a measurement Failed. With both conditions, a measurement for which neither holds is Inconclusive.',
      { meaning: 'condition' },
    ),
    failureLimit: maybeIntOrString(
      'Failed measurements tolerated in all. Default 0: the first failure fails the metric. -1 switches the check off.',
    ),
    inconclusiveLimit: maybeIntOrString('Inconclusive measurements tolerated in all. Default 0.'),
    consecutiveErrorLimit: maybeIntOrString(
      'Errors in a row tolerated. Default 4: the fifth in a row ends the metric.',
    ),
    provider: ProviderSchema,
    consecutiveSuccessLimit: maybeIntOrString(
      'Successes in a row that end the metric as Successful. Default 0: switched off.',
    ),
    conditionLanguage: Type.Optional(
      Type.Enum(['expr', 'jsonata'], {
        type: 'string',
        description: 'Language of the conditions. Default expr, the language of Argo Rollouts. An addition of Verdict.',
        default: 'expr',
      }),
    ),
    transform: maybeText('JSONata that reshapes the answer before the conditions see it. An addition of Verdict.'),
  },
  'What to measure, how often, and how to judge it.',
);

export type RawMetric = Static<typeof MetricSchema>;
export type RawProvider = Static<typeof ProviderSchema>;
