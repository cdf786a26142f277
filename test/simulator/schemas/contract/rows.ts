import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { sample } from './samples.ts';

/** Samples that fill their columns, or do not. */
export const ROWS: readonly JsonObject[] = (
  [
    [
      'full',
      {
        text: 'abc',
        whole: 5,
        ratio: 0.75,
        flag: true,
        words: ['a', 'b'],
        limits: { b: 2, a: 1 },
        at: '2010-01-02T03:04:05Z',
      },
    ],
    ['ports', { ports: [{ port: 80 }, { port: 81, name: 'web' }, { port: 82, name: 'web' }] }],
    ['bare', {}],
    ['whole-ratio', { ratio: 1.5, flag: false, words: ['a'], at: '2010-01-02T03:04:05.5+02:00' }],
  ] satisfies readonly (readonly [string, Json])[]
).map(([name, spec]) => {
  const labels = name === 'full' ? { 'example.com/tier': 'front' } : {};
  return { ...sample(name, spec), metadata: { name: `row-${name}`, labels: { ...labels, rows: 'yes' } } };
});
