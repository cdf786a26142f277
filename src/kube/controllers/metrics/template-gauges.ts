import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../api-object.ts';
import { nameOf } from '../../metadata.ts';
import type { ObjectGaugeOptions } from './object-gauge.ts';
import { providerTypeOf } from './provider-type.ts';

/** The gauges of AnalysisTemplates and ClusterAnalysisTemplates. @see analysis.md §14 */
export function templateGauges(templates: () => readonly JsonObject[]): readonly ObjectGaugeOptions[] {
  return [
    {
      name: 'analysis_template_info',
      help: 'An AnalysisTemplate, or a ClusterAnalysisTemplate (without a namespace).',
      rows: () => templates().map((template) => ({ labels: { ...nameOf(template) }, value: 1 })),
    },
    {
      name: 'analysis_template_metric_info',
      help: 'A metric of a template and which provider it asks.',
      rows: () =>
        templates().flatMap((template) =>
          listIn(objectIn(template, 'spec'), 'metrics').map((metric) => ({
            labels: { ...nameOf(template), type: providerTypeOf(metric), metric: textIn(metric, 'name') },
            value: 1,
          })),
        ),
    },
  ];
}
