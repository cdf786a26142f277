import type { Json } from '../../../../src/core/json.ts';
import { type Case, CONFIG_MAPS, MERGE, THINGS } from './case.ts';

const APPLY = 'application/apply-patch+yaml';

function map(name: string, data: Json): Json {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

function thing(name: string, more: { readonly [name: string]: Json }): Json {
  return { apiVersion: 'NS.test/v1', kind: 'Thing', metadata: { name }, ...more };
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
];
