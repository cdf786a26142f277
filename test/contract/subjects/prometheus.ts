import { prometheus } from '../../../src/providers/prometheus/prometheus.ts';
import type { ProviderSubject } from '../../../src/testing.ts';

const right = (address: string) => ({
  address,
  query: 'up',
  headers: [{ key: 'X-Scope', value: 'header-s3cret' }],
  authentication: { basicAuth: { username: 'ann', password: 'password-s3cret' } },
});

/** Prometheus, with basic authentication. */
export const prometheusSubject: ProviderSubject = {
  provider: prometheus,
  settings: right,
  wrong: [
    { field: 'prometheus.address', settings: { query: 'up' } },
    { field: 'prometheus.address', settings: { address: 'password-s3cret', query: 'up' } },
    { field: 'prometheus.timeout', settings: { ...right('http://p'), timeout: -1 } },
    { field: 'prometheus.query', settings: { ...right('http://p'), query: ['password-s3cret'] } },
    { field: 'tls.clientKey', settings: { ...right('http://p'), tls: { clientKey: 'password-s3cret' } } },
  ],
  secretTexts: ['password-s3cret', 'header-s3cret'],
  healthy: {
    body: { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '0.97'] }] } },
  },
};
