import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { millisOf } from '../../../src/core/instant.ts';
import { Secret } from '../../../src/core/secret.ts';
import { steadyClock } from '../../../src/kube/steady-clock.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import { web } from '../../../src/providers/web/web.ts';
import type { SecretSource } from '../../../src/runner/secrets/secret-source.ts';
import { runToJson } from '../../../src/service/runs/run-json.ts';
import { startRuns } from '../../../src/service/runs/start-runs.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { type SeenRequest, startServer, type TestServer } from '../../support/http-server.ts';
import { keptLog, partsOf, startOf } from '../../support/service-runs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Each is used somewhere else: whichever is found tells the place that let it through. */
const CANARY = {
  url: 'canary url/1',
  header: 'canary-header-2',
  body: 'canary-body-3"x\\y',
  condition: 'canary-condition-4',
  token: 'canary-token-5',
  client: 'canary-client-6',
} as const;

const folder = temporaryFolder();
let backend: TestServer;

beforeEach(async () => {
  backend = await startServer((request) => {
    if (request.path === '/token')
      return { body: { access_token: CANARY.token, token_type: 'Bearer', expires_in: 60 } };
    if (request.path === '/error') return { status: 500, body: echo(request) };
    return { body: { ...JSON.parse(echo(request)), value: 1 } };
  });
});
afterEach(async () => {
  await backend.stop();
  folder.remove();
});

/** Everything that was sent, in a body. */
function echo({ target, headers, body }: SeenRequest): string {
  return JSON.stringify({ target, headers, body, decoded: decodeURIComponent(target), condition: CANARY.condition });
}

const granted: SecretSource = {
  where: ({ key }) => `the grant of ${key}`,
  read: (name) =>
    Promise.resolve({
      kind: 'found',
      keys: Object.fromEntries(
        Object.entries(CANARY).map(([key, text]) => [key, new Secret(name === 'keys' ? text : '')]),
      ),
    }),
};

function asking(path: string, more: object = {}) {
  return {
    web: {
      url: `${backend.url}${path}?token={{args.url}}`,
      method: 'POST',
      headers: [{ key: 'X-Api-Key', value: 'Key {{args.header}}' }],
      jsonBody: { secret: '{{args.body}}' },
      jsonPath: '{$}',
      ...more,
    },
  };
}

function template() {
  const authentication = {
    oauth2: { tokenUrl: `${backend.url}/token`, clientId: 'verdict', clientSecret: '{{args.client}}' },
  };
  const often = { interval: '50ms', count: 2, failureLimit: 2, consecutiveErrorLimit: 9 };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'canaries' },
    spec: {
      args: Object.keys(CANARY).map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: 'keys', key } } })),
      metrics: [
        {
          ...often,
          name: 'echo',
          successCondition: 'result.condition == "{{args.condition}}"',
          provider: asking('/echo'),
        },
        { ...often, name: 'wrong', successCondition: 'result.nothing.at.all > 1', provider: asking('/echo') },
        { name: 'error', initialDelay: '300ms', consecutiveErrorLimit: 0, provider: asking('/error') },
        { ...often, name: 'oauth', provider: asking('/echo', { headers: [], authentication }) },
      ],
    },
  };
}

it('no secret gets into the database, an answer, the evidence or the log', async () => {
  const place = join(folder.path, 'data');
  const store = await openSqlite({ folder: place, clock: systemClock });
  const log = keptLog();
  const http = createHttp();
  const service = startRuns(
    partsOf({ store, clock: systemClock, steady: steadyClock, providers: [web], http, secrets: [granted], log }),
  );
  const written: string[] = [];
  const { run } = await service.runs.start('team', startOf(template(), { labels: { a: 'b' } }), { name: 'alice' });
  const ended = await service.runs.wait('team', run.id, millisOf(20_000), new AbortController().signal);
  expect(ended?.stand.verdict).toBe('error');
  // The canaries were out there: what is looked for below was there to be found.
  const asked = JSON.stringify(backend.requests);
  for (const canary of [CANARY.header, CANARY.token]) expect(asked).toContain(canary);
  written.push(JSON.stringify(ended && runToJson(ended)), JSON.stringify(run), ...log.lines);
  written.push(JSON.stringify(await service.runs.evidence('team', run.id, undefined, systemClock.now())));
  written.push(JSON.stringify(await service.runs.list('team', {}, { limit: 10 })));
  await service.stop();
  await store.close();
  await http.close();
  for (const name of readdirSync(place)) written.push(readFileSync(join(place, name), 'latin1'));
  expect(written.join('\n')).toContain('*****');
  const forms = Object.values(CANARY).flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
  ]);
  for (const form of forms)
    expect(written.filter((text) => text.includes(form)).map((text) => text.slice(0, 200))).toEqual([]);
});
