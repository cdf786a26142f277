import { afterEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { datadog } from '../../../src/providers/datadog/datadog.ts';
import { lookOnce } from '../../../src/testing.ts';
import type { TestServer } from '../../support/http-server.ts';
import { type AskedV1, type AskedV2, type Datadog, KEYS, startDatadog } from './datadog-backend.ts';

const NOW = instantOf(1_772_359_500_700);

let server: TestServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function lookAt(
  backend: Datadog,
  settings: Json,
  keys: Readonly<Record<string, string>> = KEYS,
): Promise<Reading> {
  server = await startDatadog(backend);
  const secrets = { datadog: { ...keys, address: server.url } };
  return lookOnce(datadog, settings, { secrets, now: NOW });
}

const column = (name: string, type: string, values: readonly unknown[]) => ({ name, type, values });
const scalar = (...columns: readonly unknown[]) => ({ data: { type: 'scalar_response', attributes: { columns } } });

describe('Datadog', () => {
  it('is asked v1 for the seconds of the window, and answers with the last point', async () => {
    const asked: AskedV1[] = [];
    const v1 = (question: AskedV1) => {
      asked.push(question);
      return {
        status: 'ok',
        series: [
          {
            pointlist: [
              [1, 0.5],
              [2, 0.01],
            ],
          },
        ],
      };
    };
    const query = 'sum:shop.errors{env:prod,version:v2} by {host}.as_count() * 100';
    const reading = await lookAt({ v1 }, { apiVersion: 'v1', interval: '10m', query });
    expect(reading).toEqual({ kind: 'value', value: 0.01, text: '0.01' });
    expect(asked).toEqual([{ from: 1_772_358_900, to: 1_772_359_500, query }]);
  });

  it('is asked v2 for a formula over named queries, in milliseconds', async () => {
    const asked: AskedV2[] = [];
    const v2 = (question: AskedV2) => {
      asked.push(question);
      return scalar(column('errors / requests', 'number', [0.02]));
    };
    const settings = {
      apiVersion: 'v2',
      interval: '5m',
      queries: { requests: 'sum:shop.requests{*}', errors: 'sum:shop.errors{*}' },
      formula: 'errors / requests',
      aggregator: 'percentile',
    };
    expect(await lookAt({ v2 }, settings)).toEqual({ kind: 'value', value: 0.02, text: '0.02' });
    expect(asked).toEqual([
      {
        from: 1_772_359_200_000,
        to: 1_772_359_500_000,
        queries: [
          { name: 'errors', query: 'sum:shop.errors{*}', aggregator: 'percentile' },
          { name: 'requests', query: 'sum:shop.requests{*}', aggregator: 'percentile' },
        ],
        formulas: [{ formula: 'errors / requests' }],
      },
    ]);
  });

  it('answers a grouped v2 query with the list of its numbers, and tells whose they are', async () => {
    const v2 = () => scalar(column('env', 'group', [['prod'], ['test']]), column('query', 'number', [0.01, 2]));
    expect(await lookAt({ v2 }, { apiVersion: 'v2', interval: '5m', query: 'avg:a{*} by {env}' })).toEqual({
      kind: 'value',
      value: Float64Array.of(0.01, 2),
      text: '[0.01,2]',
      metadata: { groups: '[{"name":"prod","value":0.01},{"name":"test","value":2}]' },
    });
  });

  it('is sent an aggregator that its client does not know, and may refuse it', async () => {
    const settings = { apiVersion: 'v2', interval: '5m', query: 'q', aggregator: 'median' };
    await expect(lookAt({ v2: () => scalar() }, settings)).rejects.toMatchObject({
      code: 'PROVIDER_ANSWER_INVALID',
      message: expect.stringContaining('received non 2xx response code: 400 {"errors":'),
    });
  });

  it.each([
    { apiVersion: 'v1', status: 403 },
    { apiVersion: 'v2', status: 403 },
  ])('refuses wrong keys, $apiVersion', async ({ apiVersion, status }) => {
    const settings = { apiVersion, interval: '5m', query: 'q' };
    await expect(lookAt({ v1: () => ({}), v2: () => ({}) }, settings, { ...KEYS, 'app-key': 'no' })).rejects.toThrow(
      `received authentication error response code: ${status} {"errors":["Forbidden"]}`,
    );
  });

  it('is not asked at an address without a scheme', async () => {
    const secrets = { datadog: { ...KEYS, address: 'dd.test' } };
    const look = lookOnce(datadog, { apiVersion: 'v1', interval: '5m', query: 'q' }, { secrets, now: NOW });
    const url = 'dd.test/api/v1/query?from=1772359200&query=q&to=1772359500';
    await expect(look).rejects.toThrow(`Get "${url}": unsupported protocol scheme ""`);
  });

  it('is asked below the path of its address, whose own parameters stay', async () => {
    server = await startDatadog({});
    const secrets = { datadog: { ...KEYS, address: `${server.url}/dd?tenant=7&x=` } };
    const settings = { apiVersion: 'v1', interval: '5m', query: 'q' };
    await expect(lookOnce(datadog, settings, { secrets, now: NOW })).rejects.toThrow('response code: 404');
    expect(server.requests.map(({ target }) => target)).toEqual([
      '/dd?from=1772359200&query=q&tenant=7&to=1772359500&x=%2Fapi%2Fv1%2Fquery',
    ]);
  });
});
