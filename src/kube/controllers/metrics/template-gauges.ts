import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { nameOf } from '../../metadata.ts';
import type { ObjectMetric } from './object-metric.ts';
import { providerTypeOf } from './provider-type.ts';

/** The gauges of AnalysisTemplates and ClusterAnalysisTemplates. @see analysis.md §14 */
export function templateGauges(templates: () => readonly JsonObject[]): readonly ObjectMetric[] {
  return [
    {
      name: 'analysis_template_info',
      type: 'gauge',
      help: 'An AnalysisTemplate, or a ClusterAnalysisTemplate (without a namespace).',
      rows: () =>
        templates()
          .values()
          .map((template) => ({ labels: { ...nameOf(template) }, value: 1 })),
    },
    {
      name: 'analysis_template_metric_info',
      type: 'gauge',
      help: 'A metric of a template and which provider it asks.',
      rows: () =>
        templates()
          .values()
          .flatMap((template) =>
            listIn(objectIn(template, 'spec'), 'metrics').map((metric) => ({
              labels: { ...nameOf(template), type: providerTypeOf(metric), metric: textIn(metric, 'name') },
              value: 1,
            })),
          ),
    },
  ];
}
