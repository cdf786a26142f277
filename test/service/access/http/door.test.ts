import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { after, instantOf, millisOf } from '../../../../src/core/instant.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { type Door, type DoorGiven, openDoor } from '../../../support/door.ts';

const TOKENS = 'authentication: {tokens: true}\n';
const THING = '/api/v1/namespaces/shop/things/a';

let door: Door;
afterEach(() => door.close());

async function open(given: DoorGiven = {}): Promise<Door> {
  door = await openDoor(given);
  return door;
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('a service without authentication', () => {
  it('lets anybody on this machine do anything', async () => {
    await open();
    expect((await door.send('PUT', THING)).status).toBe(200);
    expect((await door.send('GET', '/api/v1/session')).json).toEqual({
      name: 'anonymous',
      grants: [{ namespace: '*', role: 'admin' }],
      signIn: [],
    });
  });

  it.each([
    ['evil.example', 403],
    ['evil.example:PORT', 403],
    ['localhost.evil.example:PORT', 403],
    ['localhost:1', 403],
    ['localhost', 403],
    ['localhost:PORT', 200],
    ['127.0.0.1:PORT', 200],
    ['[::1]:PORT', 200],
  ])('called as %s answers %d, writing as reading as being probed', async (host, status) => {
    await open();
    const headers = { host: host.replace('PORT', `${door.port}`) };
    for (const [method, path] of [
      ['GET', THING],
      ['PUT', THING],
      ['GET', '/healthz'],
      ['GET', '/api/v1/session'],
    ] as const) {
      const answer = await door.send(method, path, { headers });
      expect([method, path, answer.status]).toEqual([method, path, status]);
      if (status === 403)
        expect(answer.json).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('is no Host') });
    }
  });

  it.each([
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:1' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{}, 200],
  ])('answers a request with %j by %d', async (headers, status) => {
    await open();
    expect([
      (await door.send('PUT', THING, { headers })).status,
      (await door.send('GET', THING, { headers })).status,
    ]).toEqual([status, status]);
  });

  it('gives no page of another site leave to read anything', async () => {
    await open();
    const answer = await door.send('OPTIONS', THING, {
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'PUT' },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('has nothing to sign in to', async () => {
    await open();
    const answer = await door.send('POST', '/api/v1/session', { body: { token: 'verdict_x' } });
    expect([answer.status, answer.json?.['detail']]).toEqual([
      400,
      'nobody has to sign in here: no authentication is configured',
    ]);
  });
});

describe('a service with tokens', () => {
  it('lets in who shows one, to what it may', async () => {
    await open({ config: TOKENS });
    const token = await door.token();
    const answers = [
      await door.send('GET', THING, bearer(token)),
      await door.send('PUT', THING, bearer(token)),
      await door.send('GET', THING.replace('shop', 'till'), bearer(token)),
      await door.send('PUT', '/api/v1/clusterthings/a', bearer(token)),
    ];
    expect(answers.map(({ status, json }) => [status, json?.['detail']])).toEqual([
      [200, undefined],
      [403, 'this takes the role admin in namespace "shop"; token ci is only runner there'],
      [403, 'this takes the role viewer in namespace "till"; token ci has no role there'],
      [403, 'this takes the role admin in all namespaces ("*"); token ci has no role there'],
    ]);
  });

  it('answers probes without one', async () => {
    await open({ config: TOKENS });
    expect((await door.send('GET', '/healthz')).status).toBe(200);
  });

  it('asks for one', async () => {
    await open({ config: TOKENS });
    const answer = await door.send('GET', THING);
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="verdict"' } });
    expect(answer.json?.['detail']).toBe(
      'nobody knows who asks; send a token that `verdict token create` made, as "Authorization: Bearer TOKEN"',
    );
  });

  it.each([
    ['Bearer verdict_AAAA', 'the token is incomplete or has a typing mistake: its checksum does not fit'],
    ['Bearer eyJhbGciOiJub25lIn0.e30.', 'what was sent is no API token, and nothing else is taken here'],
    ['Digest abc', 'expected "Authorization: Bearer TOKEN", found something else'],
    ['Bearer', 'expected "Authorization: Bearer TOKEN", found something else'],
    ['Bearer a b', 'expected "Authorization: Bearer TOKEN", found something else'],
    [`Bearer verdict_${'A'.repeat(10_000)}`, 'the token has 10008 characters; 8192 are the most that is looked at'],
  ])('refuses %.30s', async (authorization, detail) => {
    await open({ config: TOKENS });
    const answer = await door.send('GET', THING, { headers: { authorization } });
    expect([answer.status, answer.json?.['detail']]).toEqual([401, detail]);
  });

  it('refuses a token that is not known, expired or revoked', async () => {
    const clock = new VirtualClock();
    await open({ config: TOKENS, clock });
    const past = instantOf(clock.now() - 1000);
    const tokens = [
      await door.token({ name: 'old', expiresAt: past }),
      await door.token({ name: 'gone', revokedAt: past }),
      await door.token({ hash: 'f'.repeat(64) }),
    ];
    const answers = await Promise.all(tokens.map((token) => door.send('GET', THING, bearer(token))));
    expect(answers.map(({ status, json }) => [status, json?.['detail']])).toEqual([
      [401, 'the token "old" has expired at 2026-03-01T09:59:59Z'],
      [401, 'the token "gone" was revoked at 2026-03-01T09:59:59Z'],
      [401, 'the token is not known here'],
    ]);
  });

  it('forgets a token within three seconds of its revocation, whoever revoked it', async () => {
    const clock = new VirtualClock();
    await open({ config: TOKENS, clock });
    const id = randomUUID();
    const token = await door.token({ id });
    expect((await door.send('GET', THING, bearer(token))).status).toBe(200);
    await door.store.access.revokeToken(id, clock.now());
    await clock.run(after(clock.now(), millisOf(3000)));
    expect((await door.send('GET', THING, bearer(token))).status).toBe(401);
  });

  it('ends a token at its very end, though it is remembered', async () => {
    const clock = new VirtualClock();
    await open({ config: TOKENS, clock });
    const token = await door.token({ expiresAt: after(clock.now(), millisOf(1000)) });
    const first = await door.send('GET', THING, bearer(token));
    await clock.run(after(clock.now(), millisOf(1000)));
    expect([first.status, (await door.send('GET', THING, bearer(token))).status]).toEqual([200, 401]);
  });

  it('checks Host and Origin before it looks at who asks', async () => {
    await open({ config: TOKENS });
    const token = await door.token({ role: 'admin' });
    const evil = { headers: { ...bearer(token).headers, host: 'evil.example' } };
    expect((await door.send('PUT', THING, evil)).json).toMatchObject({ code: 'FORBIDDEN' });
    const crossed = { headers: { ...bearer(token).headers, origin: 'http://evil.example' } };
    expect((await door.send('PUT', THING, crossed)).json).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('how often one may ask', () => {
  const LIMITED = `${TOKENS}rateLimit: {requestsPerMinute: 60, burst: 2}\n`;

  it('is limited for each token, and said in Retry-After', async () => {
    const clock = new VirtualClock();
    await open({ config: LIMITED, clock });
    const [one, other] = [await door.token({ name: 'one' }), await door.token({ name: 'other' })];
    const ask = async (token: string) => {
      const { status, headers } = await door.send('GET', THING, bearer(token));
      return [status, headers['retry-after']];
    };
    expect([await ask(one), await ask(one), await ask(one), await ask(other)]).toEqual([
      [200, undefined],
      [200, undefined],
      [429, '1'],
      [200, undefined],
    ]);
    await clock.run(after(clock.now(), millisOf(1000)));
    expect(await ask(one)).toEqual([200, undefined]);
  });

  it('is not limited for probes', async () => {
    await open({ config: LIMITED, clock: new VirtualClock() });
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.send('GET', '/healthz')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is limited for each address where nobody has to say who they are', async () => {
    await open({
      config: 'rateLimit: {requestsPerMinute: 60, burst: 2}\ntrustedProxies: [127.0.0.1]',
      clock: new VirtualClock(),
    });
    const ask = async (address: string) =>
      (await door.send('GET', THING, { headers: { 'x-forwarded-for': address } })).status;
    const statuses = [await ask('10.0.0.1'), await ask('10.0.0.1'), await ask('10.0.0.1'), await ask('10.0.0.2')];
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  it('is limited for failures from one address, and those who were good before go on', async () => {
    const clock = new VirtualClock();
    await open({ config: TOKENS, clock });
    const [known, unknown] = [await door.token(), await door.token({ hash: 'f'.repeat(64) })];
    expect((await door.send('GET', THING, bearer(known))).status).toBe(200);
    const statuses: number[] = [];
    for (let tries = 0; tries < 21; tries += 1) statuses.push((await door.send('GET', THING, bearer(unknown))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    const late = await door.send('POST', '/api/v1/session', { body: { token: unknown } });
    expect([late.status, late.headers['retry-after']]).toEqual([429, '6']);
    expect((await door.send('GET', THING, bearer(known))).status).toBe(200);
  });
});

describe('behind a proxy', () => {
  const PROXIED = 'hosts: [verdict.example.com]\ntrustedProxies: [127.0.0.1]\n';

  it('that is trusted, the name and address that it tells count', async () => {
    await open({ config: PROXIED });
    const headers = { host: 'inner', 'x-forwarded-host': 'verdict.example.com', 'x-forwarded-for': '203.0.113.9' };
    expect((await door.send('PUT', THING, { headers })).status).toBe(200);
    expect(door.audit()).toMatchObject([{ address: '203.0.113.9' }]);
  });

  it('that is not trusted, what it tells counts for nothing', async () => {
    await open({ config: 'hosts: [verdict.example.com]' });
    const headers = { host: 'inner', 'x-forwarded-host': 'verdict.example.com', 'x-forwarded-for': '203.0.113.9' };
    expect((await door.send('PUT', THING, { headers })).status).toBe(403);
    expect(door.audit()).toMatchObject([{ address: '127.0.0.1' }]);
  });
});

describe('the audit', () => {
  it('has a line for every change, done or refused, and none for reading', async () => {
    await open({ config: TOKENS });
    const [admin, viewer] = [
      await door.token({ name: 'boss', role: 'admin' }),
      await door.token({ name: 'guest', role: 'viewer' }),
    ];
    await door.send('GET', THING, bearer(admin));
    await door.send('PUT', THING, bearer(admin));
    await door.send('PUT', THING, bearer(viewer));
    await door.send('PUT', THING);
    await door.send('POST', '/api/v1/namespaces/shop/things', { ...bearer(admin), body: {} });
    await door.send('PUT', '/nowhere', bearer(admin));
    const put = { action: 'PUT /api/v1/namespaces/:namespace/things/:name', namespace: 'shop', object: 'a' };
    const from = { address: '127.0.0.1' };
    expect(door.audit()).toEqual([
      { who: 'token boss', ...put, outcome: 'done', status: 200, ...from },
      { who: 'token guest', ...put, outcome: 'refused', code: 'FORBIDDEN', status: 403, ...from },
      { who: 'nobody', ...put, outcome: 'refused', code: 'UNAUTHENTICATED', status: 401, ...from },
      {
        who: 'token boss',
        action: 'POST /api/v1/namespaces/:namespace/things',
        namespace: 'shop',
        object: 'the-new-one',
        outcome: 'done',
        status: 201,
        ...from,
      },
    ]);
    expect(
      door.logged.filter((line) => line['audit'] === true).every((line) => typeof line['requestId'] === 'string'),
    ).toBe(true);
  });
});
