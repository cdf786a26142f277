import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresBinaries, sharedPostgres } from '../../support/postgres.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { type Canary, search, type Written } from './canary/canaries.ts';
import { type CanaryStage, openCanaryStage } from './canary/canary-stage.ts';
import { filesIn, rowsIn } from './canary/store-contents.ts';
import { brokenTemplate, endlessTemplate, tellingTemplate } from './canary/templates.ts';

const SHOP = '/api/v1/namespaces/shop';
const MARK = 'visible-service';
const binaries = postgresBinaries('canaries on PostgreSQL');
const STORES = [
  { store: 'SQLite', database: async () => undefined },
  {
    store: 'PostgreSQL',
    database: async () => (binaries === undefined ? undefined : (await sharedPostgres(binaries)).database()),
  },
].filter(({ store }) => store === 'SQLite' || binaries !== undefined);

describe.each(STORES)('secrets around the service on $store', ({ database }) => {
  let stage: CanaryStage;
  let url: string | undefined;
  /** Everything that came out. */
  const written: Written[] = [];
  const keep = (name: string, text: string): void => void written.push({ name, bytes: Buffer.from(text) });

  beforeAll(async () => {
    const program = await sharedProgram();
    url = await database();
    stage = await openCanaryStage(program, (folder) =>
      url === undefined ? ['--data', folder.at('data')] : ['--database-url', url],
    );
    await useAll(stage, keep);
    // With its log, while the service has it open.
    written.push(...(url === undefined ? filesIn(stage.folder.at('data')) : await rowsIn(url)));
    await stage.service.end();
    written.push(...(url === undefined ? filesIn(stage.folder.at('data')) : await rowsIn(url)));
    keep('log', stage.service.said());
    for (const text of stage.backend.callbacks) keep('callback', text);
    written.push(...stage.answers);
  });
  afterAll(async () => {
    await stage.stop();
  });

  function canaries(): readonly Canary[] {
    const own = [{ name: 'an API token', text: stage.token }];
    const password = url === undefined ? '' : new URL(url).password;
    return [
      ...Object.values(stage.planted),
      ...own,
      ...(password === '' ? [] : [{ name: 'the password of the database', text: password }]),
    ];
  }

  it('reach the backends that they are for, and no others', () => {
    const { hidden, amazon, proxy, signing, oidc, wrong, ...sent } = stage.planted;
    const told = stage.backend.requests.map(({ target, headers, body }, index) => ({
      name: `request ${index}`,
      bytes: Buffer.from(`${target}\n${JSON.stringify(headers)}\n${body}`),
    }));
    const reached = new Set(search(Object.values(sent), told).map(({ canary }) => canary));
    expect([...reached].sort()).toEqual(
      Object.values(sent)
        .map(({ name }) => name)
        .sort(),
    );
    expect(search([hidden, amazon, proxy, signing, oidc, wrong], told)).toEqual([]);
  });

  it('are in nothing that the service writes', () => {
    expect(search(canaries(), written)).toEqual([]);
  });

  it.each(['answer to GET', 'events', 'evidence', 'log', 'callback', 'file|table'])(
    'would have been found: %s has been searched',
    (name) => {
      const [{ name: _ }, mark] = [{ name }, name === 'log' ? '"shop"' : MARK];
      const texts = written.filter((one) => new RegExp(name).test(one.name));
      expect(search([{ name: 'mark', text: mark }], texts)).not.toEqual([]);
    },
  );
});

/** Makes the service write all that it can write. */
async function useAll(stage: CanaryStage, keep: (name: string, text: string) => void): Promise<void> {
  const { ask, backend, planted, service, token } = stage;
  const listening = new AbortController();
  const events = follow(`${service.url}${SHOP}/events`, token, listening.signal);
  const stored = await ask(`${SHOP}/templates/telling`, { method: 'PUT', body: tellingTemplate(backend.url) });
  if (stored.status !== 201) throw new Error(stored.text);
  await ask(`${SHOP}/templates:validate`, { method: 'POST', body: brokenTemplate(backend.url) });
  await ask(`${SHOP}/runs`, { method: 'POST', body: { template: brokenTemplate(backend.url) } });
  await ask('/api/v1/namespaces/pay/runs', {
    method: 'POST',
    body: { template: endlessTemplate(backend.url), timeout: '1m' },
  });
  const callback = { url: `${backend.url}/callback` };
  const started = await ask(`${SHOP}/runs`, {
    method: 'POST',
    body: { templateRef: { name: 'telling' }, args: { service: MARK }, labels: { mark: MARK }, callback },
  });
  const id = idIn(started.text);
  const ended = await ask(`${SHOP}/runs/${id}?wait=30s`);
  expect(JSON.parse(ended.text)).toMatchObject({ verdict: 'fail' });
  await ask(`${SHOP}/gate/telling?arg.service=${MARK}&wait=30s`, { method: 'POST' });
  keep('evidence', (await ask(`${SHOP}/runs/${id}/evidence`)).text);
  const endless = idIn(
    (await ask(`${SHOP}/runs`, { method: 'POST', body: { template: endlessTemplate(backend.url), timeout: '1m' } }))
      .text,
  );
  await ask(`${SHOP}/runs/${endless}?wait=200ms`);
  await ask(`${SHOP}/runs/${endless}/terminate`, { method: 'POST' });
  await ask(`${SHOP}/runs/${endless}?wait=10s`);
  await ask(`${SHOP}/runs/${id}/retry`, { method: 'POST' });
  await ask(`${SHOP}/runs/${id}?wait=30s`);
  await ask(`${SHOP}/runs/${endless}`, { method: 'DELETE' });
  for (const path of [
    `${SHOP}/runs`,
    `${SHOP}/templates`,
    `${SHOP}/templates/telling`,
    '/metrics',
    '/healthz',
    '/readyz',
    '/api/openapi.json',
    '/',
  ])
    await ask(path);
  await ask(`${SHOP}/runs`, { token: planted.wrong.text });
  await ask(`${SHOP}/runs`, { method: 'POST', body: '{"template": ' });
  await ask(`${SHOP}/runs/no-such`);
  keep(
    'events of the run',
    await follow(`${service.url}${SHOP}/runs/${id}/events?until=ended`, token, AbortSignal.timeout(5000)),
  );
  await backend.calledBack;
  listening.abort();
  keep('events', await events);
}

function idIn(text: string): string {
  const { id } = JSON.parse(text) as { readonly id?: string };
  if (id === undefined) throw new Error(`no run was started: ${text}`);
  return id;
}

/** Reads an event stream until it ends or is left. */
async function follow(url: string, token: string, signal: AbortSignal): Promise<string> {
  let text = '';
  try {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
  return text;
}
