import { datadog } from '../../../src/providers/datadog/datadog.ts';
import type { ProviderSubject } from '../../../src/testing.ts';

const keys = (address: string) => ({ 'api-key': 'api-key-s3cret', 'app-key': 'app-key-s3cret', address });

/** Datadog's v1 API. */
export const datadogV1: ProviderSubject = {
  provider: datadog,
  settings: () => ({ apiVersion: 'v1', interval: '5m', query: 'avg:shop.errors{*}' }),
  world: (address) => ({ secrets: { datadog: keys(address) } }),
  wrong: [
    { field: 'datadog.query', settings: { apiVersion: 'v1', interval: '5m' } },
    { field: 'datadog.query', settings: { query: 5 } },
    { field: 'datadog.requestTimeout', settings: { apiVersion: 'v1', query: 'q', requestTimeout: '10' } },
    { field: 'datadog.secretRef.name', settings: { query: 'q', secretRef: { namespaced: true } } },
    { field: 'datadog.secretRef', settings: { query: 'q', secretRef: { name: 'elsewhere' } } },
    { field: 'datadog.interval', settings: { apiVersion: 'v1', query: 'q', interval: '5' } },
    {
      field: 'tls.caBundle',
      settings: { apiVersion: 'v1', query: 'q', interval: '5m', tls: { caBundle: 'api-key-s3cret' } },
    },
  ],
  secretTexts: ['api-key-s3cret', 'app-key-s3cret'],
  healthy: { body: { status: 'ok', series: [{ pointlist: [[1_000_000_000_000, 0.01]] }] } },
};

/** Datadog's v2 API. */
export const datadogV2: ProviderSubject = {
  ...datadogV1,
  settings: () => ({ apiVersion: 'v2', interval: '5m', queries: { a: 'avg:a{*}', b: 'avg:b{*}' }, formula: 'a / b' }),
  wrong: [{ field: 'datadog.formula', settings: { apiVersion: 'v2', queries: { a: '1', b: '2' } } }],
  healthy: { body: { data: { attributes: { columns: [{ name: 'a / b', type: 'number', values: [0.01] }] } } } },
};
