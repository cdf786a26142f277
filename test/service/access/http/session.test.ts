import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../../src/core/instant.ts';
import { digestOf } from '../../../../src/service/access/digest.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { type Door, type DoorAnswer, type DoorGiven, openDoor } from '../../../support/door.ts';

const CONFIG = 'authentication: {sessionLifetime: 8h}\n';
const SECURE = `publicUrl: https://verdict.example.com\n${CONFIG}`;
const THING = '/api/v1/namespaces/shop/things/a';
const SESSION = '/api/v1/session';

let door: Door;
afterEach(() => door.close());

async function open(given: DoorGiven = {}): Promise<Door> {
  door = await openDoor({ config: CONFIG, ...given });
  return door;
}

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly answer: DoorAnswer;
}

async function signIn(token: string, headers: Record<string, string> = {}): Promise<SignedIn> {
  const answer = await door.send('POST', SESSION, { body: { token }, headers });
  const [cookie = ''] = (answer.cookies[0] ?? '').split(';');
  return { cookie, csrf: answer.member('csrf'), answer };
}

const statusOf = async (sent: Promise<DoorAnswer>): Promise<number> => (await sent).status;

describe('signing in by token', () => {
  it('begins a session of the token with its roles', async () => {
    const clock = new VirtualClock();
    await open({ clock });
    const { cookie, csrf, answer } = await signIn(await door.token({ role: 'admin' }));
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.json).toEqual({
      name: 'token ci',
      grants: [{ namespace: 'shop', role: 'admin' }],
      csrf: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-03-01T18:00:00.000Z',
      signIn: ['token'],
    });
    expect((await door.send('GET', SESSION, { headers: { cookie } })).json).toEqual(answer.json);
    expect(await statusOf(door.send('GET', THING, { headers: { cookie } }))).toBe(200);
    expect(await statusOf(door.send('PUT', THING, { headers: { cookie, 'x-csrf-token': csrf } }))).toBe(200);
  });

  it('sets a cookie that no script can read and no other site sends', async () => {
    await open();
    const { answer } = await signIn(await door.token());
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^verdict_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/),
    ]);
  });

  it('sets one that goes with TLS alone where people come by https', async () => {
    await open({ config: SECURE });
    const { answer } = await signIn(await door.token(), {
      host: 'verdict.example.com',
      origin: 'https://verdict.example.com',
    });
    expect(answer.cookies).toEqual([
      expect.stringMatching(
        /^__Host-verdict_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
  });

  it('takes blanks around the token, as they are pasted', async () => {
    await open();
    expect((await signIn(` ${await door.token()}\n`)).answer.status).toBe(200);
  });

  it.each([
    ['verdict_wrong', 'its checksum does not fit'],
    ['password', 'they begin with "verdict_"'],
    ['', 'they begin with "verdict_"'],
    ['x'.repeat(10_000), 'they begin with "verdict_"'],
  ])('refuses %.20j', async (token, detail) => {
    await open();
    const { answer } = await signIn(token);
    expect([answer.status, answer.cookies, answer.json?.['detail']]).toEqual([
      401,
      [],
      expect.stringContaining(detail),
    ]);
    expect(door.audit()).toEqual([
      {
        who: 'nobody',
        action: 'sign-in',
        outcome: 'refused',
        code: 'UNAUTHENTICATED',
        reason: expect.stringContaining(detail),
        address: '127.0.0.1',
      },
    ]);
  });

  it.each([undefined, {}, { token: 5 }, { tokens: 'verdict_x' }, ['verdict_x']])(
    'refuses a body such as %j',
    async (body) => {
      await open();
      const answer = await door.send('POST', SESSION, { body });
      expect([answer.status >= 400 && answer.status < 500, answer.cookies]).toEqual([true, []]);
    },
  );

  it.each([{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])(
    'is not done by a page of another site: %j',
    async (headers) => {
      await open();
      const { answer } = await signIn(await door.token(), headers);
      expect([answer.status, answer.cookies]).toEqual([403, []]);
    },
  );

  it('is in the audit', async () => {
    await open();
    await signIn(await door.token());
    expect(door.audit()).toEqual([{ who: 'token ci', action: 'sign-in', outcome: 'done', address: '127.0.0.1' }]);
  });
});

describe('a write of a session', () => {
  it.each([
    ['without the CSRF token', () => ({}), 'X-CSRF-Token is missing; GET /api/v1/session tells it'],
    ['with an empty one', () => ({ 'x-csrf-token': '' }), 'X-CSRF-Token is not that of this session'],
    ['with a made-up one', () => ({ 'x-csrf-token': 'x'.repeat(43) }), 'X-CSRF-Token is not that of this session'],
    [
      'with the cookie as one',
      (cookie: string) => ({ 'x-csrf-token': cookie.split('=')[1] ?? '' }),
      'is not that of this session',
    ],
  ])('%s is refused', async (_what, headersOf, detail) => {
    await open();
    const { cookie } = await signIn(await door.token({ role: 'admin' }));
    const headers: Record<string, string> = { ...headersOf(cookie) };
    const answer = await door.send('PUT', THING, { headers: { cookie, ...headers } });
    expect([answer.status, answer.json?.['detail']]).toEqual([403, expect.stringContaining(detail)]);
  });

  it('with the CSRF token of another session is refused', async () => {
    await open();
    const token = await door.token({ role: 'admin' });
    const [one, other] = [await signIn(token), await signIn(token)];
    expect(one.csrf).not.toBe(other.csrf);
    const crossed = { cookie: one.cookie, 'x-csrf-token': other.csrf };
    expect(await statusOf(door.send('PUT', THING, { headers: crossed }))).toBe(403);
  });

  it('is held to the roles as any other', async () => {
    await open();
    const { cookie, csrf } = await signIn(await door.token({ role: 'viewer' }));
    expect(await statusOf(door.send('PUT', THING, { headers: { cookie, 'x-csrf-token': csrf } }))).toBe(403);
  });

  it('shows a token instead, and needs no CSRF token then', async () => {
    await open();
    const { cookie } = await signIn(await door.token());
    const headers = { cookie, authorization: `Bearer ${await door.token({ name: 'boss', role: 'admin' })}` };
    expect(await statusOf(door.send('PUT', THING, { headers }))).toBe(200);
    expect(door.audit().at(-1)).toMatchObject({ who: 'token boss' });
  });

  it('is not saved by its cookie when its token is wrong', async () => {
    await open();
    const { cookie } = await signIn(await door.token());
    expect(await statusOf(door.send('GET', THING, { headers: { cookie, authorization: 'Bearer verdict_x' } }))).toBe(
      401,
    );
  });
});

describe('a session', () => {
  it('is kept as a digest alone', async () => {
    await open();
    const { cookie } = await signIn(await door.token());
    const value = cookie.split('=')[1] ?? '';
    expect(await door.store.access.session(value)).toBeUndefined();
    expect(await door.store.access.session(digestOf(value))).toMatchObject({ identity: { name: 'token ci' } });
  });

  it('never has a cookie that was there before: who planted it gets nothing', async () => {
    await open();
    const planted = `verdict_session=${'A'.repeat(43)}`;
    const token = await door.token();
    const { cookie } = await signIn(token, { cookie: planted });
    expect(cookie).not.toBe(planted);
    expect(await statusOf(door.send('GET', THING, { headers: { cookie: planted } }))).toBe(401);
  });

  it('ends when its browser signs in anew', async () => {
    await open();
    const token = await door.token();
    const first = await signIn(token);
    const second = await signIn(token, { cookie: first.cookie });
    const statuses = [first, second].map(({ cookie }) => statusOf(door.send('GET', THING, { headers: { cookie } })));
    expect(await Promise.all(statuses)).toEqual([401, 200]);
  });

  it('ends when it is signed out of, everywhere at once, and the cookie goes', async () => {
    await open();
    const { cookie, csrf } = await signIn(await door.token());
    const out = await door.send('DELETE', SESSION, { headers: { cookie, 'x-csrf-token': csrf } });
    expect([out.status, out.cookies]).toEqual([
      204,
      ['verdict_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict'],
    ]);
    expect(await statusOf(door.send('GET', THING, { headers: { cookie } }))).toBe(401);
    expect(door.audit().at(-1)).toMatchObject({ who: 'token ci', action: 'sign-out', outcome: 'done' });
  });

  it('is not signed out of by a page without the CSRF token', async () => {
    await open();
    const { cookie } = await signIn(await door.token());
    expect(await statusOf(door.send('DELETE', SESSION, { headers: { cookie } }))).toBe(403);
    expect(await statusOf(door.send('GET', THING, { headers: { cookie } }))).toBe(200);
  });

  it('that is none can be signed out of', async () => {
    await open();
    expect(await statusOf(door.send('DELETE', SESSION))).toBe(204);
  });

  it('ends after its lifetime', async () => {
    const clock = new VirtualClock();
    await open({ clock });
    const { cookie } = await signIn(await door.token());
    await clock.run(after(clock.now(), millisOf(8 * 3_600_000)));
    expect(await statusOf(door.send('GET', THING, { headers: { cookie } }))).toBe(401);
    const who = await door.send('GET', SESSION, { headers: { cookie } });
    expect([who.json, who.cookies]).toEqual([
      { name: null, grants: [], signIn: ['token'] },
      ['verdict_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict'],
    ]);
  });

  it('ends with its token: at its end, and within three seconds of its revocation', async () => {
    const clock = new VirtualClock();
    await open({ clock });
    const id = randomUUID();
    const short = await signIn(await door.token({ expiresAt: after(clock.now(), millisOf(1000)) }));
    expect(short.answer.json).toMatchObject({ expiresAt: '2026-03-01T10:00:01.000Z' });
    const revoked = await signIn(await door.token({ id }));
    await door.store.access.revokeToken(id, clock.now());
    await clock.run(after(clock.now(), millisOf(3000)));
    const statuses = [short, revoked].map(({ cookie }) => statusOf(door.send('GET', THING, { headers: { cookie } })));
    expect(await Promise.all(statuses)).toEqual([401, 401]);
  });

  it('is taken from the store when it is over', async () => {
    const clock = new VirtualClock();
    await open({ clock });
    const token = await door.token();
    const { cookie } = await signIn(token);
    await clock.run(after(clock.now(), millisOf(9 * 3_600_000)));
    await signIn(token);
    expect(await door.store.access.session(digestOf(cookie.split('=')[1] ?? ''))).toBeUndefined();
  });

  it('is not guessed for ever from one address', async () => {
    await open({ clock: new VirtualClock() });
    const { cookie: live } = await signIn(await door.token());
    expect(await statusOf(door.send('GET', THING, { headers: { cookie: live } }))).toBe(200);
    const guess = () => statusOf(door.send('GET', THING, { headers: { cookie: `verdict_session=${'B'.repeat(43)}` } }));
    const statuses: number[] = [];
    for (let tries = 0; tries < 61; tries += 1) statuses.push(await guess());
    expect([statuses.slice(0, 60).every((status) => status === 401), statuses[60]]).toEqual([true, 429]);
    expect(await statusOf(door.send('GET', THING, { headers: { cookie: live } }))).toBe(200);
  });

  it.each(['', 'x', 'A'.repeat(10_000), '../../etc', "'; DROP TABLE sessions; --"])('is not %.30j', async (value) => {
    await open();
    expect(await statusOf(door.send('GET', THING, { headers: { cookie: `verdict_session=${value}` } }))).toBe(401);
  });
});
