import type { Json } from '../../../../src/core/json.ts';
import { type Case, MERGE, STRATEGIC, type Step } from './case.ts';

const TEMPLATES = '/api/v1/namespaces/NS/podtemplates';

/** A pod template, which no controller looks at. */
function template(name: string): Step {
  const web = {
    name: 'web',
    image: 'web:1',
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
    ports: [{ containerPort: 80 }, { containerPort: 81, name: 'more' }],
  };
  const spec = {
    containers: [web, { name: 'side', image: 'side:1' }],
    volumes: [{ name: 'v', emptyDir: {} }],
    tolerations: [{ key: 'a', operator: 'Exists' }],
    nodeSelector: { a: 'b' },
  };
  const metadata = { name, labels: { a: 'b' }, finalizers: ['a.b/c', 'd.e/f'] };
  return [`POST ${TEMPLATES}`, { metadata, template: { metadata: { labels: { a: 'b' } }, spec } }];
}

function spec(patch: Json): Json {
  return { template: { spec: patch } };
}

const SPECS: readonly Json[] = [
  { containers: [{ name: 'web', image: 'web:2' }] },
  { containers: [{ name: 'new', image: 'new:1' }] },
  { containers: [{ name: 'side', $patch: 'delete' }] },
  {
    containers: [
      {
        name: 'web',
        env: [
          { name: 'B', value: '3' },
          { name: 'C', value: '4' },
        ],
      },
    ],
  },
  { containers: [{ name: 'web', env: [{ name: 'A', $patch: 'delete' }], ports: [{ containerPort: 81, name: null }] }] },
  { containers: [{ $patch: 'replace' }, { name: 'only', image: 'only:1' }] },
  {
    '$setElementOrder/containers': [{ name: 'side' }, { name: 'web' }],
    containers: [{ name: 'side', image: 'side:3' }],
  },
  {
    '$setElementOrder/containers': [{ name: 'first' }, { name: 'web' }],
    containers: [{ name: 'first', image: 'first:1' }],
  },
  { tolerations: [{ key: 'c', operator: 'Exists' }] },
  { nodeSelector: { a: null, c: 'd' } },
  { nodeSelector: { $patch: 'replace', e: 'f' } },
  { nodeSelector: null },
  { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/tmp' } }] },
  { securityContext: { runAsUser: 1 }, hostNetwork: null },
];

/** Strategic merge patches, each of a template of its own. */
export const STRATEGIC_PATCHES: readonly Case[] = [
  ...SPECS.map(
    (patch, index): Case => ({
      title: `merges strategically: ${JSON.stringify(patch)}`,
      steps: [
        template(`strategic-${index}`),
        [`PATCH ${TEMPLATES}/strategic-${index}`, spec(patch), {}, STRATEGIC],
        [`PATCH ${TEMPLATES}/strategic-${index}`, { metadata: { finalizers: null } }, {}, MERGE],
      ],
    }),
  ),
  {
    title: 'merges metadata strategically',
    steps: [
      template('metadata'),
      ['POST /api/v1/namespaces/NS/configmaps', { metadata: { name: 'owner' } }],
      [`PATCH ${TEMPLATES}/metadata`, { metadata: { labels: { a: null, c: 'd' } } }, {}, STRATEGIC],
      [`PATCH ${TEMPLATES}/metadata`, { metadata: { finalizers: ['g.h/i'] } }, {}, STRATEGIC],
      [
        `PATCH ${TEMPLATES}/metadata`,
        { metadata: { '$deleteFromPrimitiveList/finalizers': ['a.b/c', 'x.y/z'] } },
        {},
        STRATEGIC,
      ],
      [
        `PATCH ${TEMPLATES}/metadata`,
        {
          metadata: {
            ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '$2.metadata.uid' }],
          },
        },
        {},
        STRATEGIC,
      ],
      [
        `PATCH ${TEMPLATES}/metadata`,
        { metadata: { ownerReferences: [{ uid: '$2.metadata.uid', $patch: 'delete' }] } },
        {},
        STRATEGIC,
      ],
      [`PATCH ${TEMPLATES}/metadata`, { metadata: { labels: { c: 'e' } } }, {}, STRATEGIC],
      [`PATCH ${TEMPLATES}/metadata`, { metadata: { labels: { c: 'e' } } }, {}, STRATEGIC],
      [`PATCH ${TEMPLATES}/metadata`, [], {}, STRATEGIC],
      [`PATCH ${TEMPLATES}/metadata`, { metadata: { finalizers: null } }, {}, STRATEGIC],
    ],
  },
];
