import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { BuildScope } from '../provider.ts';

/** What stands below `job:`, and where the environment wants Jobs to run. */
export interface JobConfig {
  /** Of `metadata` only these two are used. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** A batch/v1 JobSpec. */
  readonly spec: JsonObject;
  /** Env ARGO_ROLLOUTS_ANALYSIS_JOB_NAMESPACE; absent: the namespace of the run. */
  readonly namespace?: string;
  /** Env ARGO_ROLLOUTS_ANALYSIS_JOB_KUBECONFIG: a path, or `in-cluster`; absent: the cluster of the run. */
  readonly kubeconfig?: string;
}

/**
 * Reads the settings of a Job metric. What is inside `spec` is for the API server to judge.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID, naming the field
 */
export function parseJobConfig(raw: Json, { env }: Pick<BuildScope, 'env'>): JobConfig {
  const { spec, metadata = {} } = objectAt('job', raw);
  const { labels = {}, annotations = {} } = objectAt('job.metadata', metadata);
  const namespace = env('ARGO_ROLLOUTS_ANALYSIS_JOB_NAMESPACE');
  const kubeconfig = env('ARGO_ROLLOUTS_ANALYSIS_JOB_KUBECONFIG');
  return {
    labels: textsAt('job.metadata.labels', labels),
    annotations: textsAt('job.metadata.annotations', annotations),
    spec: objectAt('job.spec', spec),
    ...(namespace ? { namespace } : {}),
    ...(kubeconfig ? { kubeconfig } : {}),
  };
}

function objectAt(field: string, value: Json | undefined): JsonObject {
  if (isJsonObject(value)) return value;
  throw invalid(field, value, 'an object');
}

function textsAt(field: string, value: Json): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(objectAt(field, value))) {
    if (typeof text !== 'string') throw invalid(`${field}['${key}']`, text, 'a text');
    texts[key] = text;
  }
  return texts;
}

function invalid(field: string, found: Json | undefined, expected: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', `${field} must be ${expected}, but is ${shown(found)}`, { field });
}

/** What was found; a text is not quoted, nor what may hold one: it may be a secret. */
function shown(found: Json | undefined): string {
  if (found === undefined) return 'nothing';
  if (typeof found === 'string') return 'a text';
  if (Array.isArray(found)) return 'a list';
  return isJsonObject(found) ? 'an object' : JSON.stringify(found);
}
