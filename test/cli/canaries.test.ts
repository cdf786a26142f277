import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RENDERERS } from '../../src/cli/report/renderers.ts';
import { REPORT_FORMATS } from '../../src/cli/report/report-formats.ts';
import { cli } from '../support/cli-world.ts';
import { type SeenRequest, startServer, type TestServer } from '../support/http-server.ts';
import { template } from '../support/templates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Each secret is somewhere else: whichever is found tells the place that let it through. */
const CANARY = {
  argument: 'canary-argument-1"x\\y',
  url: 'canary url/2',
  header: 'canary-header-3',
  provider: 'canary-provider-4',
  environment: 'canary-environment-5',
  inline: 'canary-inline-6',
  client: 'canary-client-7',
  token: 'canary-token-8',
  condition: 'canary-condition-9',
  number: 9876543210,
} as const;

const folder = temporaryFolder();
let backend: TestServer;
beforeAll(async () => {
  backend = await startServer((request) => {
    if (request.path === '/token')
      return { body: { access_token: CANARY.token, token_type: 'Bearer', expires_in: 3600 } };
    if (request.path === '/error') return { status: 500, body: echo(request) };
    // New Relic's and Datadog's answers are not asked to be right here: what they were sent is what matters.
    return { body: { value: JSON.parse(echo(request)), number: CANARY.number } };
  });
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

/** Everything that was sent, in a body. */
function echo({ target, headers, body }: SeenRequest): string {
  return JSON.stringify({ target, headers, body, decoded: decodeURIComponent(target), condition: CANARY.condition });
}

const secretArg = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'keys', key: name } } });

const web = (path: string, more: object = {}) => ({
  web: {
    url: `${backend.url}${path}?token={{args.url}}`,
    method: 'POST',
    jsonBody: { argument: '{{args.argument}}' },
    headers: [
      { key: 'X-Api-Key', value: 'Key {{args.header}}' },
      { key: 'Authorization', value: `Bearer ${CANARY.inline}` },
    ],
    jsonPath: '{$}',
    ...more,
  },
});

it('no secret gets into anything that is written', async () => {
  const metric = { failureLimit: 1, consecutiveErrorLimit: 0 };
  const text = template(
    [
      {
        ...metric,
        name: 'echo',
        successCondition: 'result.value.condition == "{{args.condition}}" && result.number == {{args.number}}',
        provider: web('/echo'),
      },
      { ...metric, name: 'wrong', successCondition: 'result.nothing.at.all > 1', provider: web('/echo') },
      { ...metric, name: 'error', provider: web('/error') },
      {
        ...metric,
        name: 'oauth',
        provider: web('/echo', {
          headers: [],
          authentication: {
            oauth2: { tokenUrl: `${backend.url}/token`, clientId: 'verdict', clientSecret: '{{args.client}}' },
          },
        }),
      },
      {
        ...metric,
        name: 'datadog',
        provider: {
          datadog: { apiVersion: 'v1', query: 'avg:x{*}', secretRef: { name: 'datadog', namespaced: true } },
        },
      },
      { ...metric, name: 'newrelic', provider: { newRelic: { profile: 'nr', query: 'SELECT 1' } } },
    ],
    { args: Object.keys(CANARY).map(secretArg), dryRun: [{ metricName: '.*' }] },
  );
  const secrets = Object.entries(CANARY).flatMap(([name, value]) => ['--secret', `keys/${name}=${value}`]);
  const files = { save: folder.at('save.json'), evidence: folder.at('evidence.json'), out: folder.at('report') };
  const words = [
    'run',
    folder.write('canaries.json', text),
    '--save',
    files.save,
    '--evidence',
    files.evidence,
    ...secrets,
  ];
  const given = {
    'datadog/address': `${backend.url}/datadog`,
    'datadog/api-key': CANARY.provider,
    'datadog/app-key': 'canary-app',
    'nr/personal-api-key': CANARY.provider,
    'nr/account-id': '1',
    'nr/base-url-nerdgraph': `${backend.url}/nerdgraph`,
  };
  const providers = Object.entries(given).flatMap(([name, value]) => ['--secret', `${name}=${value}`]);
  const env = { VERDICT_SECRET_OTHER__KEY: CANARY.environment };
  for (const format of REPORT_FORMATS) {
    const { code, stdout, stderr } = await cli([...words, ...providers, '-o', format, '--out', files.out], { env });
    expect({ code, stderr: code === 5 ? '' : stderr }).toEqual({ code: 5, stderr: '' });
    expectNoCanary({ stdout, stderr, ...contentsOf(files) });
  }
  const github = { GITHUB_STEP_SUMMARY: folder.write('summary', ''), GITHUB_OUTPUT: folder.write('output', '') };
  const step = await cli([...words, ...providers, '-o', 'github'], { env: { ...env, ...github } });
  const left = Object.fromEntries(Object.entries(github).map(([name, path]) => [name, readFileSync(path, 'utf8')]));
  expect(left['GITHUB_OUTPUT']).toContain('verdict<<');
  expectNoCanary({ stdout: step.stdout, stderr: step.stderr, ...left });
  const { stdout, stderr } = await cli(['replay', files.evidence]);
  expectNoCanary({ stdout, stderr });
  // The trap works: all of it went over the wire.
  const sent = backend.requests.map((request) => decodeURIComponent(JSON.stringify(request))).join('\n');
  for (const name of ['url', 'header', 'provider', 'inline', 'token'] as const) expect(sent).toContain(CANARY[name]);
  expect(sent).toContain(base64(`verdict:${CANARY.client}`));
  expect(contentsOf(files).evidence).toContain('*****');
  expect(Object.keys(RENDERERS)).toEqual([...REPORT_FORMATS]);
});

function contentsOf(files: Readonly<Record<'save' | 'evidence' | 'out', string>>): Record<string, string> {
  const texts = Object.fromEntries(Object.entries(files).map(([name, path]) => [name, readFileSync(path, 'utf8')]));
  // A saved run keeps its spec to the letter, and with it what its author wrote into the template in clear.
  const { spec: _, ...saved } = JSON.parse(texts['save'] ?? '') as Record<string, unknown>;
  return { ...texts, save: JSON.stringify(saved) };
}

function expectNoCanary(texts: Readonly<Record<string, string>>): void {
  const forms = Object.entries(CANARY).flatMap(([name, value]) => {
    const text = String(value);
    return [
      text,
      JSON.stringify(text).slice(1, -1),
      encodeURIComponent(text),
      base64(text),
      base64(`verdict:${text}`),
    ].map((form) => ({ name, form }));
  });
  const found = Object.entries(texts).flatMap(([place, text]) =>
    forms
      .filter(({ form }) => text.includes(form))
      .map(
        ({ name, form }) =>
          `${name} in ${place}: …${text.slice(Math.max(0, text.indexOf(form) - 80), text.indexOf(form) + 80)}…`,
      ),
  );
  expect(found).toEqual([]);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
