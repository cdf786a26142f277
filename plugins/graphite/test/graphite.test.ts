import { type Backend, lookOnce, startBackend } from 'verdict/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { graphite } from '../src/graphite.ts';

let backend: Backend | undefined;

afterEach(async () => {
  await backend?.stop();
  backend = undefined;
});

async function lookAt(datapoints: unknown, query = 'target=a') {
  backend = await startBackend(() => ({ body: [{ target: 'a', datapoints }] }));
  return lookOnce(graphite, { address: `${backend.address}/graphite/`, query });
}

describe('Graphite', () => {
  it('is asked for the render of a query that is written over several lines', async () => {
    await lookAt([[1, 1]], "target=summarize(\n  sumSeries(shop.*.errors),\n  '5min', 'avg'\n)\n&from=-5min");
    expect(backend?.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /graphite/render?format=json&from=-5min&target=summarize%28sumSeries%28shop.%2A.errors%29%2C%275min%27%2C%27avg%27%29',
    ]);
  });

  it('answers with all points but the gaps, in six decimals, half to even', async () => {
    expect(
      await lookAt([
        [null, 1],
        [1 / 128, 2],
        ['0.5', 3],
        [1e21, 4],
      ]),
    ).toEqual({
      kind: 'value',
      value: Float64Array.of(1 / 128, 0.5, 1e21),
      text: '[0.007812,0.500000,1000000000000000000000.000000]',
      keepsText: true,
    });
  });

  it.each<{ given: string; datapoints: unknown; says: string }>([
    { given: 'no points', datapoints: [], says: 'no values found' },
    {
      given: 'a point that is no pair',
      datapoints: [[1e6, 'x', null]],
      says: 'error unmarshaling data point: [1e+06 x <nil>]',
    },
    {
      given: 'a value that is no number',
      datapoints: [[{ b: [], a: true }, 1]],
      says: 'error unmarshaling value: map[a:true b:[]]',
    },
    { given: 'a time that is none', datapoints: [[7, false]], says: 'error unmarshaling timestamp: 7' },
  ])('given $given, says so', async ({ datapoints, says }) => {
    await expect(lookAt(datapoints)).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_INVALID', message: says });
  });

  it('given points that nest deeper than anyone reads, does not lose its head', async () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 9_000; depth += 1) deep = [deep];
    await expect(lookAt([[deep, 1]])).rejects.toMatchObject({
      message: expect.stringMatching(/^error unmarshaling value: \[+…\]+$/),
    });
  });
});
