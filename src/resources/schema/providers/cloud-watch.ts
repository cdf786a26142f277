import { Type } from 'typebox';
import { fields, maybeDuration, maybeFlag, maybeIntOrString, maybeText } from '../scalars.ts';

/** `provider.cloudWatch`. @see providers.md §9 */
export const CloudWatchSchema = fields(
  {
    interval: maybeDuration(
      'Window that the queries look at, ending now. Default 5m. Not the pause between measurements.',
    ),
    metricDataQueries: Type.Array(
      fields({
        id: maybeText('Name of the query, for expressions.'),
        expression: maybeText('Metric math or Insights query. Not together with metricStat.', { keepsZero: true }),
        label: maybeText('Label of the answer.', { keepsZero: true }),
        metricStat: Type.Optional(
          fields(
            {
              metric: Type.Optional(
                fields(
                  {
                    dimensions: Type.Optional(
                      Type.Array(
                        fields({ name: maybeText('Name of the dimension.'), value: maybeText('Its value.') }),
                        {
                          description: 'Dimensions that choose the metric.',
                        },
                      ),
                    ),
                    metricName: maybeText('Name of the metric.'),
                    namespace: maybeText('Namespace of the metric, such as AWS/ApplicationELB.', { keepsZero: true }),
                  },
                  'The metric.',
                ),
              ),
              period: maybeIntOrString('Seconds per point.'),
              stat: maybeText('Statistic, such as Average, Sum or p99.'),
              unit: maybeText('Unit, such as Count or Seconds.'),
            },
            'A metric and how it is summed up.',
          ),
        ),
        period: maybeIntOrString('Seconds per point of an expression.'),
        returnData: maybeFlag('Whether the answer of this query is part of `result`. Default true.', {
          keepsZero: true,
        }),
      }),
      { description: 'The queries, as GetMetricData takes them.' },
    ),
  },
  'Asks Amazon CloudWatch. Fields of `result` are capitalised: result[0].Values[0].',
);
