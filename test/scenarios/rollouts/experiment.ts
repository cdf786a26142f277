import type { JsonObject } from '../../../src/core/json.ts';
import { analysisTemplate, jobMetric } from '../support/analysis-templates.ts';
import {
  experiment,
  experimentHas,
  experimentRun,
  experiments,
  experimentWhole,
} from '../support/checks/experiments.ts';
import { is } from '../support/checks/phase.ts';
import { applied, deployed } from '../support/deeds/apply.ts';
import { released } from '../support/deeds/change.ts';
import { promoted } from '../support/deeds/command.ts';
import { APP, pause, pod, rollout } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

/** An Experiment `web` of one pod, `test`. */
function experimentOf(spec: JsonObject, template: JsonObject = {}, container: JsonObject = {}): JsonObject {
  const test = {
    name: 'test',
    replicas: 1,
    selector: { matchLabels: APP },
    template: { metadata: { labels: APP }, spec: pod(container) },
    ...template,
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name: 'web' },
    spec: { templates: [test], ...spec },
  };
}

const port = (containerPort: number, name?: string): JsonObject => ({
  containerPort,
  ...(name !== undefined && { name }),
});

/** A short experiment whose pod has a Service. */
const served = (service: JsonObject, ports: readonly JsonObject[]): JsonObject =>
  experimentOf({ duration: '4s', scaleDownDelaySeconds: 2 }, { service }, { ports });

const comesAndGoes = (title: string, service: string, manifest: JsonObject) =>
  scenario(title)
    .given(applied(manifest))
    .expect(experiment('Running'), experimentHas({ pods: 1, services: [service] }))
    .expect(experiment('Successful'), experimentHas({ pods: 0, services: [] }));

/** The hashes that it is given, for whoever looks at its Job. */
const HASHES = analysisTemplate('hashes', {
  args: [{ name: 'latest' }, { name: 'stable' }, { name: 'baseline' }, { name: 'canary' }],
  metrics: [
    {
      name: 'hashes',
      provider: {
        job: {
          metadata: { labels: { mark: 'label' }, annotations: { mark: 'annotation' } },
          spec: {
            backoffLimit: 0,
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [
                  {
                    name: 'look',
                    image: 'nginx:1.29-alpine',
                    command: ['sh', '-c', 'exit 0'],
                    env: ['latest', 'stable', 'baseline', 'canary'].map((name) => ({
                      name,
                      value: `{{args.${name}}}`,
                    })),
                  },
                ],
              },
            },
          },
        },
      },
    },
  ],
});

const STEP: JsonObject = {
  experiment: {
    templates: [
      { name: 'baseline', specRef: 'stable' },
      { name: 'canary', specRef: 'canary' },
    ],
    analyses: [
      {
        name: 'hashes',
        templateName: 'hashes',
        requiredForCompletion: true,
        args: [
          { name: 'stable', valueFrom: { podTemplateHashValue: 'Stable' } },
          { name: 'latest', valueFrom: { podTemplateHashValue: 'Latest' } },
          { name: 'baseline', value: '{{templates.baseline.podTemplateHash}}' },
          { name: 'canary', value: '{{templates.canary.podTemplateHash}}' },
        ],
      },
    ],
  },
};

/** Experiments, alone and as a step. */
export const experimenting: Chapter = {
  name: 'experiment_test.go',
  scenarios: {
    TestRolloutWithExperimentAndAnalysis: scenario(
      'a step compares stable and canary, and its analysis knows their hashes',
    )
      .given(deployed(HASHES, rollout({ strategy: { canary: { steps: [STEP, pause()] } } })))
      .expect(experiments(0))
      .when(released())
      .expect(is('Paused'), experiments(1), experiment('Successful'), experimentWhole())
      .when(promoted())
      .expect(is('Healthy')),

    TestExperimentWithServiceAndScaleDownDelay: comesAndGoes(
      'a Service comes and goes with its template',
      'web-test',
      served({}, [port(8080)]),
    ),

    TestExperimentWithServiceNameAndScaleDownDelay: comesAndGoes(
      'a Service may have a name of its own',
      'named',
      served({ name: 'named' }, [port(8080)]),
    ),

    TestExperimentWithMultiportServiceAndScaleDownDelay: comesAndGoes(
      'a Service has all ports of the pod',
      'web-test',
      served({}, [port(8080, 'one'), port(8081, 'two'), port(8082, 'three')]),
    ),

    TestExperimentWithDryRunMetrics: scenario('a dry run that fails is counted and does no harm')
      .given(
        applied(
          analysisTemplate('failing', { metrics: [jobMetric('test-1', 'exit 1')] }),
          experimentOf({
            progressDeadlineSeconds: 60,
            analyses: [{ name: 'failing', templateName: 'failing', requiredForCompletion: true }],
            dryRun: [{ metricName: 'test.*' }],
          }),
        ),
      )
      .expect(
        experiment('Successful'),
        experimentRun(
          'the dry run is counted',
          ({ dryRunSummary }) => JSON.stringify(dryRunSummary) === JSON.stringify({ count: 1, failed: 1 }),
        ),
      ),

    TestExperimentWithMeasurementRetentionMetrics: scenario('as many measurements are kept as the retention says')
      .given(
        applied(
          analysisTemplate('kept', { metrics: [jobMetric('test-1', 'exit 0', { interval: '1s', count: 4 })] }),
          experimentOf({
            progressDeadlineSeconds: 60,
            analyses: [{ name: 'kept', templateName: 'kept', requiredForCompletion: true }],
            measurementRetention: [{ metricName: 'test.*', limit: 2 }],
          }),
        ),
      )
      .expect(
        experiment('Successful'),
        experimentRun('two measurements are kept of four', ({ metricResults }) => {
          const [metric] = metricResults as readonly {
            readonly count: number;
            readonly measurements: readonly object[];
          }[];
          return metric !== undefined && metric.count === 4 && metric.measurements.length === 2;
        }),
      ),
  },
};
