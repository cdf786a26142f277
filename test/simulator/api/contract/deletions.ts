import { type Case, CONFIG_MAPS, JOBS, MERGE, THINGS, thing } from './case.ts';

/** Deletions, finalizers, and the end of namespaces. */
export const DELETIONS: readonly Case[] = [
  {
    title: 'deletes',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'gone' } }],
      [`DELETE ${CONFIG_MAPS}/gone`],
      [`DELETE ${CONFIG_MAPS}/gone`],
      [`POST ${THINGS}`, thing('gone')],
      [`DELETE ${THINGS}/gone`],
      [`GET ${THINGS}/gone`],
      ['POST /api/v1/namespaces/NS/serviceaccounts', { metadata: { name: 'gone' } }],
      ['DELETE /api/v1/namespaces/NS/serviceaccounts/gone'],
    ],
  },
  {
    title: 'holds deletions to what the caller has seen',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'held-map' } }],
      [`DELETE ${CONFIG_MAPS}/held-map`, { preconditions: { uid: 'x' } }],
      [`DELETE ${CONFIG_MAPS}/held-map`, { preconditions: { resourceVersion: '1' } }],
      [
        `DELETE ${CONFIG_MAPS}/held-map`,
        { preconditions: { uid: '$1.metadata.uid', resourceVersion: '$1.metadata.resourceVersion' } },
      ],
      [`POST ${THINGS}`, thing('held-thing')],
      [`DELETE ${THINGS}/held-thing`, { preconditions: { uid: 'x' } }],
      [`DELETE ${THINGS}/held-thing`, { preconditions: { resourceVersion: '1' } }],
    ],
  },
  {
    title: 'refuses options that mean nothing',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'options' } }],
      [`DELETE ${CONFIG_MAPS}/options`, { propagationPolicy: 'Foo' }],
      [`DELETE ${CONFIG_MAPS}/options`, undefined, { propagationPolicy: 'Foo' }],
      [`DELETE ${CONFIG_MAPS}/options`, { orphanDependents: true, propagationPolicy: 'Background' }],
      [`DELETE ${CONFIG_MAPS}/options`, undefined, { dryRun: 'Foo' }],
      [`DELETE ${CONFIG_MAPS}/options`, { kind: 'Foo', apiVersion: 'v1' }],
      [`DELETE ${CONFIG_MAPS}/options`, { dryRun: ['All'] }],
      [`GET ${CONFIG_MAPS}/options`],
      [
        `DELETE ${CONFIG_MAPS}/options`,
        { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', gracePeriodSeconds: 3 },
      ],
    ],
  },
  {
    title: 'waits for finalizers',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'waits', finalizers: ['a.b/c'] } }],
      [`DELETE ${CONFIG_MAPS}/waits`],
      [`DELETE ${CONFIG_MAPS}/waits`],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'waits' } }],
      [`PATCH ${CONFIG_MAPS}/waits`, { metadata: { finalizers: ['a.b/c', 'd.e/f'] } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/waits`, { metadata: { deletionTimestamp: null, labels: { a: 'b' } } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/waits`, { metadata: { finalizers: null } }, {}, MERGE],
      [`GET ${CONFIG_MAPS}/waits`],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'waits', finalizers: ['a.b/c'] } }],
      [`DELETE ${THINGS}/waits`],
      [`PATCH ${THINGS}/waits`, { spec: { size: 5 } }, {}, MERGE],
      [`PATCH ${THINGS}/waits`, { metadata: { finalizers: ['a.b/c', 'd.e/f'] } }, {}, MERGE],
      [`PATCH ${THINGS}/waits/status`, { metadata: { finalizers: null }, status: { phase: 'x' } }, {}, MERGE],
      [`PATCH ${THINGS}/waits`, { metadata: { finalizers: [] } }, {}, MERGE],
      [`GET ${THINGS}/waits`],
    ],
  },
  {
    title: 'asks the garbage collector what is wanted of it',
    steps: [
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'orphans', finalizers: ['a.b/c'] } }],
      [`DELETE ${THINGS}/orphans`, { propagationPolicy: 'Orphan' }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'foreground', finalizers: ['a.b/c'] } }],
      [`DELETE ${THINGS}/foreground`, undefined, { propagationPolicy: 'Foreground' }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'orphans', finalizers: ['a.b/c', 'foregroundDeletion'] } }],
      [`DELETE ${CONFIG_MAPS}/orphans`, { orphanDependents: true }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'background', finalizers: ['a.b/c', 'foregroundDeletion'] } }],
      [`DELETE ${CONFIG_MAPS}/background`, { orphanDependents: false }],
    ],
  },
  {
    title: 'makes nothing in a namespace that goes',
    steps: [
      ['POST /api/v1/namespaces', { metadata: { name: 'NS-going', finalizers: ['a.b/c'] } }],
      ['DELETE /api/v1/namespaces/NS-going', undefined, { dryRun: 'All' }],
      ['GET /api/v1/namespaces/NS-going'],
    ],
  },
  {
    title: 'keeps the namespaces that are always there',
    steps: [['DELETE /api/v1/namespaces/default'], ['DELETE /api/v1/namespaces/missing']],
  },
  {
    title: 'warns of dependants that a deletion leaves behind, whatever comes of it',
    steps: [
      [`DELETE ${JOBS}/missing`],
      [`DELETE ${JOBS}/missing`, { propagationPolicy: 'Background' }],
      [`DELETE ${JOBS}`],
      [`DELETE ${JOBS}`, { propagationPolicy: 'Orphan' }],
      [`DELETE ${JOBS}`, { propagationPolicy: 'Foo' }],
    ],
  },
  {
    title: 'deletes collections',
    steps: [
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'all-1', labels: { of: 'all' } } }],
      [`POST ${THINGS}`, { ...(thing('x') as object), metadata: { name: 'all-2', labels: { of: 'all' } } }],
      [`DELETE ${THINGS}`, { propagationPolicy: 'Foo' }],
      [`DELETE ${THINGS}`, undefined, { labelSelector: 'of=none' }],
      [`DELETE ${THINGS}`, undefined, { labelSelector: 'of=all' }],
      [`GET ${THINGS}`, undefined, { labelSelector: 'of=all' }],
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'all-1', labels: { of: 'all' } } }],
      [`DELETE ${CONFIG_MAPS}`, undefined, { labelSelector: 'of=all' }],
    ],
  },
];
