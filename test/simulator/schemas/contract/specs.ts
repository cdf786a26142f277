import type { Json } from '../../../../src/core/json.ts';

/** Specs of samples, good and bad. */
export const SPECS: readonly { readonly title: string; readonly spec: Json }[] = [
  { title: 'nothing', spec: {} },
  { title: 'a spec of another type', spec: 'none' },
  { title: 'a spec that is a list', spec: [1] },
  { title: 'a spec that is null', spec: null },
  ...(
    [
      ['whole', [1, 0, 11, -1, 5.5, 3.0, 'a', true, null, [], {}]],
      ['small', [5, 0, 100, 7, -5, 'a']],
      ['ratio', [1, 0.5, 2.75, 0.3, 'a']],
      ['text', ['abc', 'a', 'abcdef', 'ABC', 'äöü', 'a"b', 5, true, null, [], {}]],
      ['color', ['green', 'blue', 5, null]],
      ['level', [1, 3, 'a']],
      ['flag', [true, 'true', 1]],
      ['either', [1, 'a', 1.5, true, {}, []]],
      ['percent', [1, '5%', 'a', true]],
      ['maybe', ['a', null, 5]],
      ['maybeRed', ['a', null, 5]],
      [
        'at',
        [
          '2026-01-02T03:04:05Z',
          '2026-01-02T03:04:05.123+02:00',
          '2026-01-02',
          '2026-01-02t25:04:05z',
          '2026-02-30T00:00:00Z',
          'now',
          5,
          [],
          {},
        ],
      ],
      ['day', ['2026-01-02', '2026-1-2', '2026-02-30']],
      ['id', ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '3F2504E04F8941D39A0C0305E82C3301', 'x']],
      ['bytes', ['YWJj', 'YWJ', '']],
      ['wait', ['5s', '1h30m', '2 days', '5', 'soon', '0', '-3m', '.5s', '1.h']],
      ['address', ['10.0.0.1', '10.0.0.256', '10.0.1', '::1']],
      ['words', [['a'], [], ['a', 'b', 'c', 'd'], ['abcd', 5], 'a', {}]],
      ['set', [['a', 'b'], ['a', 'b', 'a', 'a', 'b'], [5]]],
      [
        'ports',
        [
          [{ port: 80 }],
          [{ port: 80 }, { port: 80, protocol: 'UDP' }],
          [{ port: 80 }, { port: 80, protocol: 'TCP' }, { port: 80 }],
          [{ protocol: 'UDP' }],
          [{ port: 80, name: 'long' }, 5],
          [{ port: 80, other: 1 }],
        ],
      ],
      ['limits', [{ a: 1 }, {}, { a: 1, b: 2, c: 3 }, { a: 0, 'b.c': 'x' }]],
      [
        'nested',
        [
          {},
          { title: 'a', name: 'a', deep: {} },
          { title: 'a', name: null },
          { deep: { size: 'a', more: 1 } },
          { more: { and: 1 } },
        ],
      ],
      ['open', [{ a: 1 }, { known: { a: 1, b: 2 }, other: { c: null } }, { known: { a: 'x' } }]],
      ['anything', [5, 'a', null, [{ a: null }], { a: { b: 1 } }]],
      [
        'object',
        [
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', strange: 1 }, spec: { any: 1 } },
          {},
          { apiVersion: '', kind: '' },
          { apiVersion: 'a/b/c', kind: 'not a kind' },
        ],
      ],
      ['fixed', ['a', 5]],
      ['one', [{ a: 1 }, {}, { a: 1, b: 'x' }, { a: 'x' }]],
      ['any', [{ a: 1 }, {}, { b: 'x' }, { b: 'xy' }]],
      ['all', [{ a: 1, b: 'x' }, {}, { a: 1 }]],
      ['none', [{}, { a: 1 }]],
      ['replicas', [0, -1, 2_147_483_648, 'a', 1.5, {}]],
      ['strange', [1, { a: 1 }, null]],
    ] satisfies readonly (readonly [string, readonly Json[]])[]
  ).flatMap(([name, values]) =>
    values.map((value) => ({ title: `${name}: ${JSON.stringify(value)}`, spec: { [name]: value } })),
  ),
  {
    title: 'many things wrong at once',
    spec: { whole: 'a', text: 5, color: 'blue', words: [], nested: { name: 5 }, strange: 1, limits: { a: { b: 1 } } },
  },
];
