import type { Json, JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { analysisIcon } from './icons.ts';
import { byCreation, byName, byRevision, infoMeta, ownedBy, revisionOf } from './info-meta.ts';
import type { AnalysisRunInfo, JobInfo, MetricInfo, NonJobInfo } from './model.ts';

/**
 * What a person is shown of the AnalysisRuns of an owner, newest revision first.
 *
 * @see reference/interfaces.md §4
 */
export function analysisRunInfos(ownerUid: string, runs: readonly JsonObject[]): readonly AnalysisRunInfo[] {
  return ownedBy(ownerUid, runs)
    .map(analysisRunInfo)
    .sort((a, b) => byRevision(a, b) || byCreation(a, b) || byName(b, a));
}

function analysisRunInfo(run: JsonObject): AnalysisRunInfo {
  const fields = new Fields(run);
  const objectMeta = infoMeta(run);
  const status = fields.below('status');
  const results = status.list('metricResults').map((json) => new Fields(json));
  const sum = (name: string): number => results.reduce((total, result) => total + (result.whole(name) ?? 0), 0);
  const measurements = results.flatMap(measurementsOf);
  return {
    objectMeta,
    icon: analysisIcon(status.text('phase')),
    revision: revisionOf(run),
    status: status.text('phase'),
    successful: sum('successful'),
    failed: sum('failed'),
    inconclusive: sum('inconclusive'),
    error: sum('error'),
    jobs: measurements.flatMap((measurement) => jobInfo(measurement, objectMeta.namespace)),
    nonJobInfo: measurements.flatMap(nonJobInfo),
    metrics: fields.below('spec').list('metrics').map(metricInfo),
    specAndStatus: { spec: fields.json('spec') ?? {}, status: fields.json('status') ?? {} },
  };
}

interface Measurement {
  readonly metricName: string;
  readonly fields: Fields;
}

function measurementsOf(result: Fields): readonly Measurement[] {
  return result.list('measurements').map((json) => ({ metricName: result.text('name'), fields: new Fields(json) }));
}

/** The Job that a measurement was; none for other measurements. */
function jobInfo({ metricName, fields }: Measurement, runNamespace: string): readonly JobInfo[] {
  const metadata = fields.below('metadata');
  if (!metadata.has('job-name')) return [];
  const startedAt = fields.text('startedAt');
  const phase = fields.text('phase');
  const namespace = metadata.has('job-namespace') ? metadata.text('job-namespace') : runNamespace;
  return [
    {
      objectMeta: { name: metadata.text('job-name'), namespace, uid: '', creationTimestamp: startedAt },
      icon: analysisIcon(phase),
      status: phase,
      metricName,
      startedAt,
    },
  ];
}

/** A measurement without metadata; none for those with any, whatever it says (as upstream has it). */
function nonJobInfo({ metricName, fields }: Measurement): readonly NonJobInfo[] {
  if (fields.has('metadata')) return [];
  return [
    {
      value: fields.text('value'),
      status: fields.text('phase'),
      metricName,
      startedAt: fields.text('startedAt'),
    },
  ];
}

function metricInfo(json: Json): MetricInfo {
  const metric = new Fields(json);
  return {
    name: metric.text('name'),
    successCondition: metric.text('successCondition'),
    count: metric.whole('count') ?? 0,
    inconclusiveLimit: metric.whole('inconclusiveLimit') ?? 0,
    failureLimit: metric.whole('failureLimit') ?? 0,
  };
}
