import type { Json, JsonObject } from '../../../../src/core/json.ts';

const FROM = (name: string, key: string): Json => ({ secretKeyRef: { name, key } });
/** Errors end a metric only after all others had their looks. */
const FAST = { interval: '30ms', count: 2, consecutiveErrorLimit: 9 };

/** A template that sends secrets in every way there is, to a backend that tells all it was told. */
export function tellingTemplate(backend: string): JsonObject {
  const host = backend.replace('http://', '');
  const web = (settings: JsonObject): JsonObject => ({ web: { jsonPath: '{$.headers}', ...settings } });
  const oauth2 = { clientId: 'me', clientSecret: '{{args.oauth}}' };
  const metrics: Readonly<Record<string, JsonObject>> = {
    header: {
      successCondition: 'result == "{{args.token}}"',
      provider: web({
        url: `${backend}/echo`,
        headers: [{ key: 'X-Token', value: '{{args.token}}' }],
        jsonPath: "{$.headers['x-token']}",
      }),
    },
    'basic-in-address': { provider: web({ url: `http://user:{{args.password}}@${host}/echo` }) },
    body: {
      provider: web({
        url: `${backend}/echo`,
        method: 'POST',
        jsonBody: { key: '{{args.cloud}}' },
        jsonPath: '{$.body}',
      }),
    },
    text: {
      provider: web({ url: `${backend}/text`, headers: [{ key: 'Authorization', value: 'Bearer {{args.token}}' }] }),
    },
    redirect: { provider: web({ url: `${backend}/redirect?key={{args.token}}` }) },
    denied: { provider: web({ url: 'http://169.254.169.254/{{args.token}}' }) },
    proxied: { provider: web({ url: 'http://far.test/{{args.token}}' }) },
    token: {
      provider: web({
        url: `${backend}/echo`,
        authentication: { oauth2: { ...oauth2, tokenUrl: `${backend}/token` } },
      }),
    },
    'no-token': {
      provider: web({
        url: `${backend}/echo`,
        authentication: { oauth2: { ...oauth2, tokenUrl: `${backend}/no-token` } },
      }),
    },
    prometheus: {
      provider: {
        prometheus: {
          address: backend,
          query: 'up{service="{{args.service}}", key="{{args.token}}"}',
          headers: [{ key: 'X-Scope-OrgID', value: '{{args.cloud}}' }],
          authentication: { basicAuth: { username: 'user', password: '{{args.password}}' } },
        },
      },
    },
    amazon: {
      provider: {
        prometheus: {
          address: `${backend}/aps-workspaces`,
          query: 'up',
          authentication: { sigv4: { region: 'eu-west-1' } },
        },
      },
    },
    datadog: { provider: { datadog: { query: 'avg:up{*}' } } },
    'new-relic': { provider: { newRelic: { query: 'SELECT 1' } } },
  };
  return template(
    'telling',
    Object.entries(metrics).map(([name, metric]) => ({ name, ...FAST, ...metric })),
    [
      { name: 'service' },
      { name: 'token', valueFrom: FROM('api', 'token') },
      { name: 'password', valueFrom: FROM('basic', 'password') },
      { name: 'cloud', valueFrom: FROM('cloud', 'key') },
      { name: 'oauth', valueFrom: FROM('oauth', 'secret') },
    ],
  );
}

/** One metric that goes on and on, and knows a secret. */
export function endlessTemplate(backend: string): JsonObject {
  const provider = {
    web: { url: `${backend}/echo`, headers: [{ key: 'X-Token', value: '{{args.token}}' }], jsonPath: '{$.headers}' },
  };
  const args = [{ name: 'token', valueFrom: FROM('api', 'token') }];
  return template('endless', [{ name: 'm', interval: '50ms', provider }], args);
}

/** One that is refused, with a secret in what is wrong with it. */
export function brokenTemplate(backend: string): JsonObject {
  const provider = { web: { url: backend, jsonPath: '{$.x}' } };
  const args = [{ name: 'token', valueFrom: FROM('api', 'token') }];
  return template('broken', [{ name: 'm', successCondition: 'result == "{{args.token}}" and (', provider }], args);
}

function template(name: string, metrics: readonly JsonObject[], args: readonly JsonObject[]): JsonObject {
  const head = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name } };
  return { ...head, spec: { args: [...args], metrics: [...metrics] } };
}
