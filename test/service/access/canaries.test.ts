import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { redactorOfForms, Secret } from '../../../src/core/secret.ts';
import { openDoor } from '../../support/door.ts';
import { startOidcIssuer } from '../../support/oidc-issuer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CLIENT_SECRET = 'canary-client-secret-4711';
const THING = '/api/v1/namespaces/shop/things/a';

it('no token, cookie, code, JWT or client secret stands in a log line, an answer, or a file of the store', async () => {
  const folder = temporaryFolder();
  const clients: { id: string; secret: string; redirectUri: string }[] = [];
  const issuer = await startOidcIssuer(clients);
  const config = `
publicUrl: http://127.0.0.1:PORT
authentication:
  oidc:
    issuer: ${issuer.url}
    audience: verdict
    clientId: dashboard
    clientSecret: {env: CLIENT_SECRET}
    roles: [{value: release-team, namespace: shop, role: admin}]
`;
  const door = await openDoor({ config, env: { CLIENT_SECRET }, folder: folder.path });
  clients.push({ id: 'dashboard', secret: CLIENT_SECRET, redirectUri: `${door.url}/auth/callback` });
  const answers: string[] = [];
  const canaries = new Set<string>([CLIENT_SECRET]);

  const send = async (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) => {
    const answer = await door.send(method, path, { headers, ...(body !== undefined && { body }) });
    answers.push(answer.text);
    for (const cookie of answer.cookies) {
      const value = cookie.split(';')[0]?.split('=')[1] ?? '';
      if (value !== '') canaries.add(value);
    }
    return answer;
  };
  const cookieOf = (cookies: readonly string[]) => cookies[0]?.split(';')[0] ?? '';

  try {
    // By token: good, mistyped, unknown, in each place where one can be shown.
    const token = await door.token({ role: 'admin' });
    const unknown = await door.token({ hash: '0'.repeat(64) });
    for (const shown of [token, unknown, `${token}x`, token.slice(0, -1)]) {
      canaries.add(shown);
      await send('PUT', THING, { authorization: `Bearer ${shown}` });
      await send('PUT', THING, { authorization: `Basic ${Buffer.from(`x:${shown}`).toString('base64')}` });
      await send('PUT', THING, { authorization: `Digest ${shown}` });
      await send('PUT', `${THING}?token=${shown}`);
      await send('POST', '/api/v1/session', {}, { token: shown });
    }
    const signedIn = await send('POST', '/api/v1/session', {}, { token });
    await send('PUT', THING, { cookie: cookieOf(signedIn.cookies), 'x-csrf-token': 'wrong' });

    // By the issuer: a good sign-in, the same again, one whose answer repeats what it was sent.
    const login = async () => {
      const begun = await send('GET', '/auth/login');
      const sent = await fetch(String(begun.headers['location']), { redirect: 'manual' });
      const { pathname, search, searchParams } = new URL(sent.headers.get('location') ?? '');
      canaries.add(searchParams.get('code') ?? '');
      return { back: `${pathname}${search}`, cookie: cookieOf(begun.cookies) };
    };
    const good = await login();
    await send('GET', good.back, { cookie: good.cookie });
    await send('GET', good.back, { cookie: good.cookie });
    const echoed = await login();
    const description = `no ${CLIENT_SECRET}`;
    issuer.broken.set('/token', { status: 400, body: { error: CLIENT_SECRET, error_description: description } });
    await send('GET', echoed.back, { cookie: echoed.cookie });

    // JWTs: good, and refused.
    for (const claims of [{ aud: 'verdict' }, { aud: 'other' }, { aud: 'verdict', exp: 1 }]) {
      const jwt = await issuer.jwt({ sub: 'ci', ...claims });
      await send('PUT', THING, { authorization: `Bearer ${jwt}` });
    }
    for (const given of issuer.given) canaries.add(given);

    expect(canaries.size).toBeGreaterThan(12);
    expect(answers.filter((text) => text.includes('"code":"UNAUTHENTICATED"')).length).toBeGreaterThan(10);

    const files = readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name), 'latin1'));
    expect(files.join('').length).toBeGreaterThan(4096);
    const written = [...files, ...answers, JSON.stringify(door.logged), inspect(door.logged, { depth: 10 })];
    const redact = redactorOfForms([...canaries].map((text) => new Secret(text)));
    for (const text of written) expect(redact(text) === text).toBe(true);
  } finally {
    await door.close();
    await issuer.stop();
    folder.remove();
  }
});
