import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Scope } from '../provider.ts';
import type { JobConfig } from './job-config.ts';
import type { Job, Jobs, NewJob, Owner } from './jobs.ts';

/** The label that every Job and pod of a run carries; its value is the run's UID. */
export const RUN_UID = 'analysisrun.argoproj.io/uid';
const RUN_NAME = 'analysisrun.argoproj.io/name';
const RUN_NAMESPACE = 'analysisrun.argoproj.io/namespace';
const METRIC_NAME = 'analysisrun.argoproj.io/metric-name';

/** The namespace that a metric's Jobs run in. */
export function namespaceOf(config: JobConfig, { run }: Pick<Scope, 'run'>): string {
  return config.namespace ?? run.namespace;
}

/** The Job of one measurement, under a given name. */
export function jobManifest(name: string, config: JobConfig, scope: Scope, cluster: Pick<Jobs, 'holdsRuns'>): NewJob {
  const { run, metric } = scope;
  const owner = ownerOf(config, scope, cluster);
  return {
    name,
    namespace: namespaceOf(config, scope),
    labels: { ...config.labels, [RUN_UID]: run.uid },
    annotations: {
      ...config.annotations,
      [RUN_NAME]: run.name,
      [RUN_NAMESPACE]: run.namespace,
      [METRIC_NAME]: metric.name,
    },
    ...(owner && { owner }),
    spec: withPodLabel(config.spec, run.uid),
  };
}

/** The run as owner of its Jobs: only where it is an object of the same cluster and namespace. */
function ownerOf(config: JobConfig, scope: Pick<Scope, 'run'>, cluster: Pick<Jobs, 'holdsRuns'>): Owner | undefined {
  const { run } = scope;
  if (!cluster.holdsRuns || namespaceOf(config, scope) !== run.namespace) return undefined;
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun', name: run.name, uid: run.uid };
}

/**
 * Whom a Job that holds a wanted name belongs to. `ours`: this metric of this run; `sibling`: another metric of this run;
 * `foreign`: anybody else. Its own label says so, and its owner wherever we would have set one.
 */
export function belongsTo(job: Job, wanted: NewJob): 'ours' | 'sibling' | 'foreign' {
  if (job.labels[RUN_UID] !== wanted.labels[RUN_UID]) return 'foreign';
  if (job.ownerUid !== wanted.owner?.uid) return 'foreign';
  return job.annotations[METRIC_NAME] === wanted.annotations[METRIC_NAME] ? 'ours' : 'sibling';
}

/** True for the Jobs of one metric. */
export function isOfMetric(job: Job, metric: string): boolean {
  return job.annotations[METRIC_NAME] === metric;
}

function withPodLabel(spec: JsonObject, runUid: string): JsonObject {
  const template = objectOr(spec['template']);
  const metadata = objectOr(template['metadata']);
  const labels = { ...objectOr(metadata['labels']), [RUN_UID]: runUid };
  return { ...spec, template: { ...template, metadata: { ...metadata, labels } } };
}

function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
