import type { JsonObject } from '../../../../src/core/json.ts';
import { type Change, changed, created, type KindCase } from './kind-case.ts';

const SETS = '/apis/apps/v1/namespaces/NS/replicasets';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/NS/deployments';
const JOBS = '/apis/batch/v1/namespaces/NS/jobs';
const SCALERS = '/apis/autoscaling/v2/namespaces/NS/horizontalpodautoscalers';
const TEMPLATES = '/api/v1/namespaces/NS/podtemplates';

const POD: JsonObject = { containers: [{ name: 'a', image: 'web:v1' }] };

function template(spec: JsonObject = {}, labels: JsonObject = { app: 'a' }): JsonObject {
  return { metadata: { labels }, spec: { ...POD, ...spec } };
}

function workload(spec: JsonObject): JsonObject {
  return { metadata: { name: 'a' }, spec: { selector: { matchLabels: { app: 'a' } }, template: template(), ...spec } };
}

function job(
  spec: JsonObject,
  metadata: JsonObject = {},
  pod: JsonObject = template({ restartPolicy: 'Never' }),
): JsonObject {
  return { metadata: { name: 'a', ...metadata }, spec: { template: pod, ...spec } };
}

/** Of ReplicaSets and Deployments alike. */
const SPECS: readonly (readonly [title: string, spec: JsonObject])[] = [
  ['a template and a selector', {}],
  ['replicas', { replicas: 0, minReadySeconds: 5 }],
  [
    'limits in a template',
    {
      template: template({
        containers: [{ name: 'a', image: 'b', resources: { limits: { cpu: 1, memory: '1024Mi' } } }],
      }),
    },
  ],
  [
    'a host network in a template',
    {
      template: template({ hostNetwork: true, containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 1 }] }] }),
    },
  ],
  ['a template without metadata', { template: { spec: POD } }],
  ['no template', { template: null }],
  ['no selector', { selector: null }],
  ['an empty selector', { selector: {} }],
  ['another selector', { selector: { matchLabels: { app: 'b' } } }],
  ['expressions', { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } }],
  [
    'a bad expression',
    {
      selector: {
        matchExpressions: [
          { key: 'a b', operator: 'Is', values: ['a'] },
          { key: 'a', operator: 'In' },
        ],
      },
    },
  ],
  ['fewer than none', { replicas: -1, minReadySeconds: -2 }],
  ['pods that end', { template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) }],
  ['a bad container', { template: template({ containers: [{ name: 'A', image: '' }, { name: 'A' }] }) }],
  ['bad labels', { template: template({}, { app: 'a', 'b c': '-' }) }],
  ['replicas in words', { replicas: 'three' }],
  ['a number for a label', { template: template({}, { app: 1 }) }],
  ['an unknown member', { replica: 3, template: template({ contaners: [] }) }],
  [
    'things that are odd',
    {
      template: template({
        containers: [
          {
            name: 'a',
            image: 'b',
            ports: [{ containerPort: 1 }, { name: 'x', containerPort: 1 }],
            env: [
              { name: 'A', value: 'a' },
              { name: 'A', value: 'b' },
              { name: 'A', value: '$(A)c' },
            ],
            resources: { limits: { memory: '0.5' } },
          },
        ],
      }),
    },
  ],
  [
    'an unprintable variable',
    { template: template({ containers: [{ name: 'a', image: 'b', env: [{ name: '1=' }, { name: '1.a b' }] }] }) },
  ],
];

const ROLLING: readonly (readonly [title: string, spec: JsonObject])[] = [
  ['recreate', { strategy: { type: 'Recreate' } }],
  ['recreate by steps', { strategy: { type: 'Recreate', rollingUpdate: {} } }],
  ['another strategy', { strategy: { type: 'Canary' } }],
  ['sizes', { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: '10%' } } }],
  ['no way to move', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }],
  ['sizes that are none', { strategy: { rollingUpdate: { maxSurge: 'x', maxUnavailable: '200%' } } }],
  ['sizes below zero', { strategy: { rollingUpdate: { maxSurge: -1, maxUnavailable: -1 } } }],
  ['a deadline that is too short', { minReadySeconds: 10, progressDeadlineSeconds: 10, revisionHistoryLimit: -1 }],
  ['paused', { paused: true, revisionHistoryLimit: 0 }],
];

const JOBS_MADE: readonly (readonly [title: string, body: JsonObject])[] = [
  ['a template', job({})],
  ['a template without labels', job({}, {}, { spec: { ...POD, restartPolicy: 'OnFailure' } })],
  ['labels of its own', job({}, { labels: { team: 'shop' } })],
  [
    'numbers',
    job({ parallelism: 2, completions: 3, backoffLimit: 0, ttlSecondsAfterFinished: 0, activeDeadlineSeconds: 1 }),
  ],
  ['a queue', job({ parallelism: 2 })],
  ['indexes', job({ completionMode: 'Indexed', completions: 2, backoffLimitPerIndex: 1 })],
  ['indexes without number', job({ completionMode: 'Indexed', parallelism: 1 })],
  ['another mode', job({ completionMode: 'Other' })],
  ['limits of indexes without indexes', job({ backoffLimitPerIndex: 1, maxFailedIndexes: 1 })],
  [
    'numbers below zero',
    job({ parallelism: -1, completions: -1, backoffLimit: -1, activeDeadlineSeconds: -1, ttlSecondsAfterFinished: -1 }),
  ],
  ['pods that run for ever', job({}, {}, template())],
  ['a policy that is none', job({}, {}, template({ restartPolicy: 'Sometimes' }))],
  ['a selector that it does not choose', job({ selector: { matchLabels: { a: 'b' } } })],
  ['a selector of its own', job({ manualSelector: true, selector: { matchLabels: { app: 'a' } } })],
  ['no selector though it chooses', job({ manualSelector: true })],
  ['labels that are taken', job({}, {}, template({ restartPolicy: 'Never' }, { 'job-name': 'b' }))],
  [
    'a policy for failures',
    job({ podFailurePolicy: { rules: [{ action: 'FailJob', onPodConditions: [{ type: 'DisruptionTarget' }] }] } }),
  ],
  ['a replacement that is none', job({ podReplacementPolicy: 'Never' })],
  ['no template', { metadata: { name: 'a' }, spec: {} }],
  ['a name that is no label', job({}, { name: 'a.b' })],
];

const SCALED: readonly (readonly [title: string, spec: JsonObject])[] = [
  ['a most', { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'a', apiVersion: 'apps/v1' } }],
  [
    'behaviour',
    {
      maxReplicas: 3,
      scaleTargetRef: { kind: 'Rollout', name: 'a', apiVersion: 'argoproj.io/v1alpha1' },
      behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    },
  ],
  ['nothing', {}],
  ['less than the least', { minReplicas: 3, maxReplicas: 2, scaleTargetRef: { kind: 'A', name: 'a' } }],
  ['a group that is none', { maxReplicas: 2, scaleTargetRef: { kind: 'A', name: 'a', apiVersion: 'a/b/c' } }],
  ['less than one', { minReplicas: -1, maxReplicas: 2, scaleTargetRef: { kind: 'A', name: 'a' } }],
];

const WORKLOAD_CHANGES: readonly Change[] = [
  ['another size', [{ op: 'replace', path: '/spec/replicas', value: 0 }]],
  ['another selector', [{ op: 'add', path: '/spec/selector/matchLabels/b', value: 'c' }]],
  ['another image', [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'web:v2' }]],
  ['labels', [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }]],
  ['annotations', [{ op: 'add', path: '/metadata/annotations', value: { a: 'b' } }]],
];

const JOB_CHANGES: readonly Change[] = [
  ['it goes on', [{ op: 'replace', path: '/spec/suspend', value: false }]],
  ['more at once', [{ op: 'replace', path: '/spec/parallelism', value: 0 }]],
  ['other completions', [{ op: 'replace', path: '/spec/completions', value: 5 }]],
  ['another selector', [{ op: 'replace', path: '/spec/selector', value: { matchLabels: { a: 'b' } } }]],
];

export const WORKLOAD_CASES: readonly KindCase[] = [
  ...SPECS.map(([title, spec]) => created(`a ReplicaSet: ${title}`, SETS, workload(spec))),
  ...[...SPECS, ...ROLLING].map(([title, spec]) => created(`a Deployment: ${title}`, DEPLOYMENTS, workload(spec))),
  ...JOBS_MADE.map(([title, body]) => created(`a Job: ${title}`, JOBS, body)),
  ...SCALED.map(([title, spec]) => created(`an autoscaler: ${title}`, SCALERS, { metadata: { name: 'a' }, spec })),
  created('a PodTemplate', TEMPLATES, { metadata: { name: 'a' }, template: template() }),
  created('a PodTemplate with a bad container', TEMPLATES, {
    metadata: { name: 'a' },
    template: template({ containers: [] }),
  }),
  ...changed('a ReplicaSet', SETS, workload({ replicas: 0 }), WORKLOAD_CHANGES),
  ...changed('a Deployment', DEPLOYMENTS, workload({ replicas: 0, paused: true }), WORKLOAD_CHANGES),
  ...changed('a Job', JOBS, job({ suspend: true }), JOB_CHANGES),
];
