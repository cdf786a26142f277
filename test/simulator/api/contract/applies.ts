import type { Json } from '../../../../src/core/json.ts';
import { type Case, CONFIG_MAPS, MERGE, THINGS } from './case.ts';

const APPLY = 'application/apply-patch+yaml';

function map(name: string, data: Json): Json {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

function thing(name: string, more: { readonly [name: string]: Json }): Json {
  return { apiVersion: 'NS.test/v1', kind: 'Thing', metadata: { name }, ...more };
}

function ofType(apiVersion: string, kind: string, metadata: { readonly [name: string]: Json } = {}) {
  return { apiVersion, kind, metadata };
}

/** Server-side applies as they come in through the API; what they come to is shown by tests of their own. */
export const APPLIES: readonly Case[] = [
  {
    title: 'makes and changes objects by applying them',
    steps: [
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', { x: '1' }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', { x: '1' }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', { y: '2' }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', { y: '3' }), { fieldManager: 'two' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', { y: '3' }), { fieldManager: 'two', force: 'true' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/applied`, { data: { z: '4' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/applied`, map('applied', {}), { fieldManager: 'two', dryRun: 'All' }, APPLY],
      [`GET ${CONFIG_MAPS}/applied`],
    ],
  },
  {
    title: 'applies custom objects and their status',
    steps: [
      [`PATCH ${THINGS}/applied`, thing('applied', { spec: { size: 1 } }), { fieldManager: 'one' }, APPLY],
      [
        `PATCH ${THINGS}/applied/status`,
        thing('applied', { status: { phase: 'Ready' } }),
        { fieldManager: 'two' },
        APPLY,
      ],
      [`PATCH ${THINGS}/applied`, thing('applied', { spec: { size: 2 } }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${THINGS}/applied`, thing('applied', { spec: { size: 0 } }), { fieldManager: 'one' }, APPLY],
      [
        `PATCH ${THINGS}/missing/status`,
        thing('missing', { status: { phase: 'Ready' } }),
        { fieldManager: 'two' },
        APPLY,
      ],
    ],
  },
  {
    title: 'refuses applies that say too little or something else',
    steps: [
      [`PATCH ${CONFIG_MAPS}/unsaid`, map('unsaid', {}), {}, APPLY],
      [`PATCH ${CONFIG_MAPS}/unsaid`, map('other', {}), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/unsaid`, { apiVersion: 'v1', kind: 'ConfigMap' }, { fieldManager: 'one' }, APPLY],
    ],
  },
  {
    title: 'refuses applies of another object than that of the path',
    steps: [
      [`POST ${CONFIG_MAPS}`, map('named', { x: '1' })],
      [`PATCH ${CONFIG_MAPS}/named`, map('other', {}), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/named`, map('other', { x: '2' }), { fieldManager: 'one', force: 'true' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/named`, ofType('v1', 'ConfigMap'), { fieldManager: 'one' }, APPLY],
      [`PATCH ${CONFIG_MAPS}/named`, ofType('v1', 'ConfigMap', { namespace: 'other' }), { fieldManager: 'one' }, APPLY],
      [`POST ${THINGS}`, thing('named', { spec: { size: 1 } })],
      [`PATCH ${THINGS}/named`, thing('other', { spec: { size: 1 } }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${THINGS}/named`, thing('other', { spec: { size: 0 } }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${THINGS}/named`, thing('other', { spec: { size: 'x' } }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${THINGS}/named/status`, thing('other', { status: { phase: 'a' } }), { fieldManager: 'one' }, APPLY],
      [`PATCH ${THINGS}/unnamed`, thing('other', { spec: { size: 1 } }), { fieldManager: 'one' }, APPLY],
      [
        `PATCH ${THINGS}/unnamed`,
        ofType('NS.test/v1', 'Thing', { name: 'unnamed', uid: 'other' }),
        { fieldManager: 'one' },
        APPLY,
      ],
    ],
  },
  {
    title: 'refuses applies of another type',
    steps: [
      [`POST ${CONFIG_MAPS}`, map('typed', { x: '1' })],
      ...['typed', 'untyped'].flatMap((name) =>
        [
          { kind: 'ConfigMap', metadata: { name } },
          { apiVersion: 'v1', metadata: { name } },
          ofType('v1', 'Pod', { name }),
          ofType('v2', 'ConfigMap', { name }),
          ofType('a/b', 'ConfigMap', { name }),
          ofType('a/b/c', 'ConfigMap', { name }),
          { ...ofType('v1', 'ConfigMap', { name }), strange: 1 },
          { ...ofType('v1', 'ConfigMap', { name }), data: 'x' },
        ].map((body) => [`PATCH ${CONFIG_MAPS}/${name}`, body, { fieldManager: 'one' }, APPLY] as const),
      ),
      ...[
        { kind: 'Thing', metadata: { name: 'typed' } },
        { apiVersion: 'NS.test/v1', metadata: { name: 'typed' } },
        ofType('NS.test/v1', 'Other', { name: 'typed' }),
        ofType('NS.test/v2', 'Thing', { name: 'typed' }),
      ].map((body) => [`PATCH ${THINGS}/typed`, body, { fieldManager: 'one' }, APPLY] as const),
    ],
  },
];
