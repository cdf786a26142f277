import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import { KeptTokens } from '../../../src/providers/auth/kept-tokens.ts';
import { type TokenKeeping, withOAuth2 } from '../../../src/providers/auth/oauth2.ts';
import type { OAuth2 } from '../../../src/providers/auth/oauth2-client.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/providers/http/http.ts';
import { T0 } from '../../support/builders.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';

const started: TestServer[] = [];
const http = createHttp();

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

interface Gate {
  readonly url: string;
  /** Tokens that were fetched so far. */
  fetched(): number;
  /** Tokens that count no more. */
  readonly revoked: Set<string>;
}

/** A token server and a resource that takes its tokens, which are called t1, t2 … */
async function startGate(answer: object = { expires_in: 300 }): Promise<Gate> {
  let count = 0;
  const revoked = new Set<string>();
  const server = await startServer(({ path, headers }) => {
    if (path === '/token') {
      count += 1;
      return { body: { access_token: `t${count}`, ...answer } };
    }
    const token = String(headers['authorization']).replace('Bearer ', '');
    return revoked.has(token) ? { status: 401, body: 'no' } : { body: token };
  });
  started.push(server);
  return { url: server.url, fetched: () => count, revoked };
}

/** One look that asks one question. */
function look(
  gate: Gate,
  keeping: TokenKeeping,
  { oauth2, request }: { readonly oauth2?: Partial<OAuth2>; readonly request?: Partial<HttpRequest> } = {},
): Promise<HttpAnswer> {
  const client = { tokenUrl: `${gate.url}/token`, clientId: 'me', clientSecret: 'secret', scopes: [], ...oauth2 };
  return withOAuth2(client, keeping)(http).send({ method: 'GET', url: `${gate.url}/r`, timeoutMs: 5000, ...request });
}

const at = (seconds: number): Instant => after(T0, millisOf(seconds * 1000));

describe('a token that says how long it is valid', () => {
  it('serves all looks until ten seconds before its end', async () => {
    const gate = await startGate();
    const tokens = new KeptTokens();
    const bodies: string[] = [];
    for (const seconds of [0, 1, 60, 289, 290, 300]) bodies.push((await look(gate, { tokens, now: at(seconds) })).body);
    expect(bodies).toEqual(['t1', 't1', 't1', 't1', 't2', 't2']);
    expect(gate.fetched()).toBe(2);
  });

  it('is fetched once by looks that begin together', async () => {
    const gate = await startGate();
    const keeping = { tokens: new KeptTokens(), now: T0 };
    const answers = await Promise.all(Array.from({ length: 50 }, () => look(gate, keeping)));
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['t1']));
    expect(gate.fetched()).toBe(1);
  });

  it('is thrown away on a 401, and the look has a new one', async () => {
    const gate = await startGate();
    const tokens = new KeptTokens();
    await look(gate, { tokens, now: T0 });
    gate.revoked.add('t1');
    expect(await look(gate, { tokens, now: at(1) })).toMatchObject({ status: 200, body: 't2' });
    expect(await look(gate, { tokens, now: at(2) })).toMatchObject({ status: 200, body: 't2' });
    expect(gate.fetched()).toBe(2);
  });

  it('that was fetched for this very look is not fetched once more when it is not taken', async () => {
    const gate = await startGate();
    const tokens = new KeptTokens();
    for (const token of ['t1', 't2', 't3']) gate.revoked.add(token);
    expect((await look(gate, { tokens, now: T0 })).status).toBe(401);
    expect([gate.fetched(), tokens.size]).toEqual([1, 0]);
  });

  it.each<{ given: string; other: Parameters<typeof look>[2]; inner?: unknown }>([
    { given: 'another secret', other: { oauth2: { clientSecret: 'other' } } },
    { given: 'another client', other: { oauth2: { clientId: 'you' } } },
    { given: 'other scopes', other: { oauth2: { scopes: ['a'] } } },
    { given: 'other TLS settings', other: { request: { tls: { insecure: true } } } },
    { given: 'other headers below', other: {}, inner: [['X-Tenant', 'b']] },
  ])('does not serve looks with $given', async ({ other, inner }) => {
    const gate = await startGate();
    const tokens = new KeptTokens();
    await look(gate, { tokens, now: T0 });
    expect((await look(gate, { tokens, now: T0, inner }, other)).body).toBe('t2');
  });

  it('is fetched anew when the clock was put back', async () => {
    const gate = await startGate();
    const tokens = new KeptTokens();
    await look(gate, { tokens, now: T0 });
    expect((await look(gate, { tokens, now: at(-3600) })).body).toBe('t2');
  });
});

it.each<{ given: string; answer: object; kept: number }>([
  { given: 'a text', answer: { expires_in: '300' }, kept: 1 },
  { given: 'nothing', answer: {}, kept: 0 },
  { given: 'less than can be used', answer: { expires_in: 10 }, kept: 0 },
  { given: 'nonsense', answer: { expires_in: -1 }, kept: 0 },
  { given: 'a list', answer: { expires_in: [300] }, kept: 0 },
])('of a token with $given for its lifetime $kept are kept', async ({ answer, kept }) => {
  const gate = await startGate(answer);
  const tokens = new KeptTokens();
  await look(gate, { tokens, now: T0 });
  await look(gate, { tokens, now: T0 });
  expect([tokens.size, gate.fetched()]).toEqual([kept, 2 - kept]);
});

describe('kept tokens', () => {
  const token = async () => ({ authorization: 'Bearer x', lifetime: millisOf(60_000) });

  it('are at most a thousand, and those that have expired go first', async () => {
    const tokens = new KeptTokens();
    for (let index = 0; index < 1_100; index += 1) await tokens.hold(`name ${index}`, T0, token, undefined);
    expect(tokens.size).toBe(1_000);
    await tokens.hold('later', at(60), token, undefined);
    expect(tokens.size).toBe(1);
  });

  it('leave whoever has to go on waiting for nobody: a failure of one is not that of another', async () => {
    const tokens = new KeptTokens();
    const first = tokens.hold('a', T0, () => Promise.reject(new Error('mine')), undefined);
    const second = tokens.hold('a', T0, token, undefined);
    await expect(first).rejects.toThrow('mine');
    expect(await second).toEqual({ authorization: 'Bearer x', isKept: false });
  });

  it('are not waited for by whoever has given up', async () => {
    const tokens = new KeptTokens();
    const never = tokens.hold('a', T0, () => new Promise(() => {}), undefined);
    const gone = new AbortController();
    const second = tokens.hold('a', T0, () => Promise.reject(new Error('context canceled')), gone.signal);
    gone.abort();
    expect(await second.catch(textOf)).toBe('context canceled');
    void never;
  });
});
