import type { Json, JsonObject } from '../../../../src/core/json.ts';

const ROOT = '/apis/argoproj.io/v1alpha1/namespaces/NS';
const POD = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'b' }] } };

function rollout(spec: JsonObject): Json {
  const rest = { selector: { matchLabels: { app: 'a' } }, template: POD };
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'a' }, spec: { ...rest, ...spec } };
}

function run(kind: string, spec: Json): Json {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'a' }, spec };
}

const ROLLOUTS: readonly (readonly [title: string, spec: JsonObject])[] = [
  [
    'a whole canary',
    {
      replicas: 3,
      strategy: {
        canary: {
          maxSurge: '25%',
          maxUnavailable: 1,
          steps: [{ setWeight: 20 }, { pause: { duration: '10s' } }, { pause: {} }],
        },
      },
    },
  ],
  [
    'a whole blue-green',
    { strategy: { blueGreen: { activeService: 'a', previewService: 'b', autoPromotionEnabled: false } } },
  ],
  ['replicas in words', { replicas: 'three' }],
  ['less than none', { replicas: -1 }],
  ['a step of another type', { strategy: { canary: { steps: [{ setWeight: '20' }, 5, { pause: 'long' }] } } }],
  ['an unknown step', { strategy: { canary: { steps: [{ setWeigth: 20 }], stepz: [] } } }],
  ['a template of another type', { template: 5 }],
  ['a selector of another type', { selector: { matchLabels: { app: 5 }, matchExpressions: {} } }],
  ['a surge that is a list', { strategy: { canary: { maxSurge: [] } } }],
  ['nulls', { replicas: null, strategy: null, template: null }],
  ['analysis without templates', { strategy: { canary: { analysis: { templates: [{}], args: [{ value: 'a' }] } } } }],
  ['an unknown field in the pods', { template: { spec: { containers: [{ name: 'a', strange: { b: null } }] } } }],
  ['a reference of another type', { workloadRef: { apiVersion: 1 } }],
];

const RUNS: readonly (readonly [title: string, spec: Json])[] = [
  [
    'a whole metric',
    {
      metrics: [
        {
          name: 'a',
          interval: '5s',
          count: 3,
          failureLimit: '1',
          provider: { prometheus: { address: 'a', query: 'b' } },
        },
      ],
    },
  ],
  ['no metrics', {}],
  ['a metric without a name', { metrics: [{ provider: {} }] }],
  ['metrics that are no list', { metrics: 'all' }],
  ['a count of another type', { metrics: [{ name: 'a', count: {}, provider: {} }] }],
  ['an unknown provider', { metrics: [{ name: 'a', provider: { none: {} } }] }],
  ['arguments', { metrics: [{ name: 'a', provider: {} }], args: [{ name: 'a', value: 5 }, { value: 'b' }] }],
  ['null', null],
];

/** Objects of our kinds, good and bad. */
export const OURS: readonly { readonly path: string; readonly title: string; readonly body: Json }[] = [
  ...ROLLOUTS.map(([title, spec]) => ({ path: `${ROOT}/rollouts`, title, body: rollout(spec) })),
  ...RUNS.map(([title, spec]) => ({ path: `${ROOT}/analysisruns`, title, body: run('AnalysisRun', spec) })),
  ...RUNS.map(([title, spec]) => ({ path: `${ROOT}/analysistemplates`, title, body: run('AnalysisTemplate', spec) })),
  ...RUNS.map(([title, spec]) => ({
    path: '/apis/argoproj.io/v1alpha1/clusteranalysistemplates',
    title,
    body: run('ClusterAnalysisTemplate', spec),
  })),
  {
    path: `${ROOT}/experiments`,
    title: 'a whole experiment',
    body: run('Experiment', {
      duration: '5m',
      templates: [{ name: 'a', replicas: 1, selector: { matchLabels: { app: 'a' } }, template: POD }],
    }),
  },
  {
    path: `${ROOT}/experiments`,
    title: 'templates of another type',
    body: run('Experiment', { templates: [{ name: 5, replicas: 'a' }, 5] }),
  },
  { path: `${ROOT}/experiments`, title: 'no templates', body: run('Experiment', {}) },
  {
    path: `${ROOT}/rollouts`,
    title: 'no spec',
    body: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'a' } },
  },
];
