import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { perObject } from '../../../core/per-object.ts';
import { dryRunMetrics } from '../../../template/rules.ts';
import { nameOf } from '../../metadata.ts';
import { type ObjectMetric, phaseRows, type Row } from './object-metric.ts';
import { providerTypeOf } from './provider-type.ts';

/** The gauges of AnalysisRuns. @see analysis.md §14 */
export function runGauges(runs: () => readonly JsonObject[]): readonly ObjectMetric[] {
  const ofEach = (rows: (run: JsonObject) => readonly Row[]) => () => runs().values().flatMap(rows);
  return [
    {
      name: 'analysis_run_info',
      type: 'gauge',
      help: 'An AnalysisRun and its phase.',
      rows: ofEach((run) => [
        { labels: { ...nameOf(run), phase: textIn(objectIn(run, 'status'), 'phase') }, value: 1 },
      ]),
    },
    {
      name: 'analysis_run_phase',
      type: 'gauge',
      help: 'The phase of an AnalysisRun, one series for each phase (DEPRECATED - use analysis_run_info).',
      rows: ofEach((run) => phaseRows({ ...nameOf(run) }, PHASES, phaseIn(objectIn(run, 'status')))),
    },
    {
      name: 'analysis_run_metric_type',
      type: 'gauge',
      help: 'Which provider a metric of an AnalysisRun asks.',
      rows: ofEach(types),
    },
    {
      name: 'analysis_run_metric_phase',
      type: 'gauge',
      help: 'The phase of a metric of an AnalysisRun, one series for each phase.',
      rows: ofEach(metricPhases),
    },
  ];
}

const PHASES = ['Pending', 'Error', 'Failed', 'Successful', 'Running', 'Inconclusive'] as const;

/** What has no phase yet is pending. */
const phaseIn = (status: JsonObject | undefined): string => textIn(status, 'phase') || 'Pending';

interface MetricLabels {
  readonly metric: string;
  readonly type: string;
  readonly dry_run: string;
}

function types(run: JsonObject): readonly Row[] {
  return metricsIn(objectIn(run, 'spec')).map(({ metric, type }) => ({
    labels: { ...nameOf(run), metric, type },
    value: 1,
  }));
}

function metricPhases(run: JsonObject): readonly Row[] {
  const results = listIn(objectIn(run, 'status'), 'metricResults');
  return metricsIn(objectIn(run, 'spec')).flatMap((labels) => {
    const result = results.find(({ name }) => name === labels.metric);
    return phaseRows({ ...nameOf(run), ...labels }, PHASES, phaseIn(result));
  });
}

/** The spec stays the same object while a run goes on. */
const metricsIn = perObject((spec: JsonObject): readonly MetricLabels[] => {
  const metrics = listIn(spec, 'metrics');
  const dry = dryRunOf(spec, metrics);
  return metrics.map((metric) => {
    const name = textIn(metric, 'name');
    return { metric: name, type: providerTypeOf(metric), dry_run: `${dry.has(name)}` };
  });
});

function dryRunOf(spec: JsonObject, metrics: readonly JsonObject[]): ReadonlySet<string> {
  const names = metrics.map((metric) => textIn(metric, 'name'));
  const rules = listIn(spec, 'dryRun').map((rule) => ({ metricName: textIn(rule, 'metricName') }));
  try {
    return dryRunMetrics(rules, names);
  } catch {
    // Such a run ends with an error that says so; here it has no dry metrics.
    return new Set();
  }
}
