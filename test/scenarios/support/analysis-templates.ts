import type { JsonObject } from '../../../src/core/json.ts';
import type { World } from './world.ts';

/** An object to apply; some hold what only the scenario's world knows. */
export type Manifest = JsonObject | ((world: World) => JsonObject);

export function analysisTemplate(name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name }, spec };
}

/** A metric that a Job decides: by the exit code of a shell's commands. `job` are fields of the Job's spec. */
export function jobMetric(
  name: string,
  commands: string,
  metric: JsonObject = {},
  job: JsonObject = {},
  image = 'nginx:1.29-alpine',
): JsonObject {
  const container = { name: 'look', image, command: ['sh', '-c', commands] };
  const template = { spec: { restartPolicy: 'Never', containers: [container] } };
  return { name, ...metric, provider: { job: { spec: { backoffLimit: 0, template, ...job } } } };
}

/** The template `job`: takes `seconds` (0) and ends with `exit-code` (0). */
export const JOB: JsonObject = analysisTemplate('job', {
  args: [
    { name: 'seconds', value: '0' },
    { name: 'exit-code', value: '0' },
  ],
  metrics: [jobMetric('job', 'sleep {{args.seconds}}; exit {{args.exit-code}}', { count: 1 })],
});

/** A template whose one web metric asks a path of the backend; see `Stage.backendUrl`. */
export function webTemplate(name: string, path: string, metric: JsonObject): (world: World) => JsonObject {
  return ({ stage }) =>
    analysisTemplate(name, {
      metrics: [{ name: 'web', ...metric, provider: { web: { url: stage.backendUrl + path } } }],
    });
}
