import { type Case, CONFIG_MAPS, JSON_PATCH, MERGE, STRATEGIC, THINGS, thing } from './case.ts';

/** Patches of all kinds but server-side apply. */
export const PATCHES: readonly Case[] = [
  {
    title: 'merges',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'merged' }, data: { x: '1' } }],
      [`PATCH ${CONFIG_MAPS}/merged`, { data: { y: '2' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/merged`, { data: { y: '2' } }, {}, MERGE],
      [
        `PATCH ${CONFIG_MAPS}/merged`,
        { data: { x: null }, metadata: { labels: { a: 'b' }, creationTimestamp: null } },
        {},
        MERGE,
      ],
      [`PATCH ${CONFIG_MAPS}/merged`, { data: null }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/merged`, [], {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/missing`, {}, {}, MERGE],
    ],
  },
  {
    title: 'merges custom objects',
    steps: [
      [`POST ${THINGS}`, thing('merged')],
      [`PATCH ${THINGS}/merged`, { spec: { words: ['a', 'b'] } }, {}, MERGE],
      [`PATCH ${THINGS}/merged`, { spec: { color: null, shape: 'round' } }, {}, MERGE],
      [`PATCH ${THINGS}/merged`, { spec: { words: ['c'] }, status: { phase: 'ignored' } }, {}, MERGE],
      [`PATCH ${THINGS}/merged/status`, { spec: { words: ['ignored'] }, status: { phase: 'Ready' } }, {}, MERGE],
      [`PATCH ${THINGS}/merged`, { spec: { size: 0 } }, {}, MERGE],
      [`PATCH ${THINGS}/merged`, { kind: 'Other' }, {}, MERGE],
      [`PATCH ${THINGS}/merged`, { metadata: { resourceVersion: null } }, {}, MERGE],
    ],
  },
  {
    title: 'refuses patches of other kinds',
    steps: [
      [`POST ${THINGS}`, thing('typed')],
      [`PATCH ${THINGS}/typed`, {}, {}, STRATEGIC],
      [`PATCH ${THINGS}/missing`, {}, {}, STRATEGIC],
      [`PATCH ${CONFIG_MAPS}/missing`, {}, {}, 'application/other'],
      [`PATCH ${THINGS}/missing`, {}, {}, 'application/other'],
    ],
  },
  {
    title: 'holds patches to what the caller has seen',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'held' } }],
      [`PATCH ${CONFIG_MAPS}/held`, { metadata: { resourceVersion: '1' } }, {}, MERGE],
      [
        `PATCH ${CONFIG_MAPS}/held`,
        { metadata: { resourceVersion: '$1.metadata.resourceVersion' }, data: { x: '1' } },
        {},
        MERGE,
      ],
      [`PATCH ${CONFIG_MAPS}/held`, { metadata: { uid: 'other' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/held`, { metadata: { uid: '$1.metadata.uid' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/held`, { metadata: { name: 'other' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/held`, { metadata: { namespace: 'other' } }, {}, MERGE],
      [`POST ${THINGS}`, thing('held')],
      [`PATCH ${THINGS}/held`, { metadata: { resourceVersion: '1' } }, {}, MERGE],
      [`PATCH ${THINGS}/held`, { metadata: { uid: 'other' } }, {}, MERGE],
    ],
  },
  {
    title: 'carries out JSON patches',
    steps: [
      [`POST ${THINGS}`, thing('json', { spec: { size: 1, words: ['a', 'b', 'c'] } })],
      [`PATCH ${THINGS}/json`, [{ op: 'replace', path: '/spec/size', value: 2 }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'add', path: '/spec/words/1', value: 'x' }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'add', path: '/spec/words/-', value: 'y' }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'remove', path: '/spec/words/0' }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'move', from: '/spec/words/0', path: '/spec/color' }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'copy', from: '/spec/color', path: '/spec/words/0' }], {}, JSON_PATCH],
      [
        `PATCH ${THINGS}/json`,
        [
          { op: 'test', path: '/spec/size', value: 2 },
          { op: 'replace', path: '/spec/size', value: 3 },
        ],
        {},
        JSON_PATCH,
      ],
      [`PATCH ${THINGS}/json`, [{ op: 'add', path: '/metadata/labels', value: { 'a.b/c': 'd' } }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'replace', path: '/metadata/labels/a.b~1c', value: 'e' }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'replace', path: '/spec/replicas', value: 3 }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'test', path: '/spec/missing', value: null }], {}, JSON_PATCH],
      [`PATCH ${THINGS}/json`, [{ op: 'copy', from: '/spec/missing', path: '/spec/color' }], {}, JSON_PATCH],
    ],
  },
  {
    title: 'shows what a patch made of an object where that is none of its kind',
    steps: [
      [
        `POST ${CONFIG_MAPS}`,
        {
          metadata: { name: 'shown', labels: { b: 'x', a: 'y' }, annotations: { d: 'x', c: 'y' } },
          data: { z: '1', y: '2' },
        },
      ],
      ...[
        { data: 'x' },
        { data: { x: 5, a: '"<&>é' } },
        { metadata: { labels: { c: 5 } } },
        { metadata: 'x' },
        { kind: 'Pod' },
        { apiVersion: 'v3' },
      ].map((patch) => [`PATCH ${CONFIG_MAPS}/shown`, patch, {}, MERGE] as const),
      [`PATCH ${CONFIG_MAPS}/shown`, { other: { b: 1, a: 2 } }, { fieldValidation: 'Strict' }, MERGE],
      [`PATCH ${CONFIG_MAPS}/shown`, { other: { b: 1, a: 2 } }, { fieldValidation: 'Strict' }, STRATEGIC],
      [`PATCH ${CONFIG_MAPS}/shown`, { kind: 'Pod', apiVersion: 'v3' }, {}, STRATEGIC],
      ...[
        [{ op: 'replace', path: '/data', value: { b: 1, a: { d: 1, c: 2 } } }],
        [{ op: 'add', path: '/metadata/labels/c', value: 1 }],
        [
          { op: 'test', path: '/metadata/name', value: 'shown' },
          { op: 'move', from: '/data/z', path: '/metadata/labels' },
        ],
      ].map((patch) => [`PATCH ${CONFIG_MAPS}/shown`, patch, {}, JSON_PATCH] as const),
      [`POST ${THINGS}`, thing('shown', { metadata: { name: 'shown', labels: { b: 'x', a: 'y' } } })],
      [`PATCH ${THINGS}/shown`, { metadata: { labels: { c: 1 } } }, {}, MERGE],
      [`PATCH ${THINGS}/shown`, { metadata: 'x' }, {}, MERGE],
      [`PATCH ${THINGS}/shown`, { spec: { shape: 1 } }, { fieldValidation: 'Strict' }, MERGE],
      [
        `PATCH ${THINGS}/shown`,
        [{ op: 'add', path: '/spec/shape', value: { d: 1, c: 2 } }],
        { fieldValidation: 'Strict' },
        JSON_PATCH,
      ],
    ],
  },
  {
    title: 'refuses JSON patches that cannot be carried out',
    steps: [
      [`POST ${CONFIG_MAPS}`, { metadata: { name: 'json' }, data: { x: '1' } }],
      [`PATCH ${CONFIG_MAPS}/json`, {}, {}, JSON_PATCH],
      ...[
        { op: 'test', path: '/data/x', value: '2' },
        { op: 'test', path: '/data/y/z', value: '2' },
        { op: 'remove', path: '/data/y' },
        { op: 'add', path: '/other/y', value: '1' },
        { op: 'zap', path: '/data/x' },
        { op: 'move', from: '/data/y', path: '/data/x' },
        { op: 'replace', path: 'data/x', value: '1' },
      ].map((operation) => [`PATCH ${CONFIG_MAPS}/json`, [operation], {}, JSON_PATCH] as const),
    ],
  },
];
