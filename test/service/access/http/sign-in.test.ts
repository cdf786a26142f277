import { afterEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../../../src/service/access/digest.ts';
import { type Door, type DoorAnswer, openDoor } from '../../../support/door.ts';
import { type OidcIssuer, startOidcIssuer } from '../../../support/oidc-issuer.ts';

/** With letters that Basic authentication and forms have to escape. */
const CLIENT_SECRET = 'canary-client-secret:+/%';

let issuer: OidcIssuer | undefined;
let door: Door | undefined;
afterEach(async () => {
  await door?.close();
  await issuer?.stop();
  [door, issuer] = [undefined, undefined];
});

interface Stage {
  readonly issuer: OidcIssuer;
  readonly door: Door;
}

async function open({ more = '', publicUrl = 'http://127.0.0.1:PORT' } = {}): Promise<Stage> {
  const clients: { id: string; secret: string; redirectUri: string }[] = [];
  issuer = await startOidcIssuer(clients);
  const config = `
publicUrl: ${publicUrl}
hosts: ["127.0.0.1"]
authentication:
  tokens: true
  oidc:
    issuer: ${issuer.url}
    audience: verdict
    clientId: dashboard
    clientSecret: {env: CLIENT_SECRET}
    roles:
    - {value: release-team, namespace: shop, role: admin}
${more}`;
  door = await openDoor({ config, env: { CLIENT_SECRET } });
  clients.push({
    id: 'dashboard',
    secret: CLIENT_SECRET,
    redirectUri: `${publicUrl.replace('PORT', `${door.port}`)}/auth/callback`,
  });
  return { issuer, door };
}

const cookieIn = (answer: DoorAnswer, name: string): string =>
  answer.cookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? '';

const locationOf = ({ headers }: DoorAnswer): URL => new URL(String(headers['location']), 'http://relative.invalid');

/** A browser that follows a redirect from another site. */
const FOLLOWING = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

interface Begun {
  readonly login: DoorAnswer;
  /** Where the issuer sends the browser back to, path and query. */
  readonly back: string;
  readonly cookie: string;
}

/** Begins at our page and goes through the issuer's, as a browser does. */
async function begin({ door }: Stage, returnTo = '/runs?a=b'): Promise<Begun> {
  const login = await door.send('GET', `/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  const answer = await fetch(locationOf(login), { redirect: 'manual' });
  const { pathname, search } = new URL(answer.headers.get('location') ?? '');
  return { login, back: `${pathname}${search}`, cookie: cookieIn(login, 'verdict_sign_in') };
}

describe('signing in at the issuer', () => {
  it('asks it with PKCE, state and nonce, and remembers them in a cookie that its page can send back', async () => {
    const stage = await open();
    const login = await stage.door.send('GET', '/auth/login');
    const { origin, pathname, searchParams } = locationOf(login);
    expect([login.status, `${origin}${pathname}`]).toEqual([302, `${stage.issuer.url}/authorize`]);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'dashboard',
      redirect_uri: `${stage.door.url}/auth/callback`,
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(login.cookies).toEqual([
      expect.stringMatching(/^verdict_sign_in=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ]);
    expect(login.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('begins a session with the roles in the ID token, and goes back to where one was', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    const answer = await stage.door.send('GET', back, { headers: { ...FOLLOWING, cookie } });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/runs?a=b']);
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^verdict_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/),
      'verdict_sign_in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    const session = cookieIn(answer, 'verdict_session');
    const who = await stage.door.send('GET', '/api/v1/session', { headers: { cookie: session } });
    expect(who.json).toMatchObject({
      name: 'alice@example.com',
      grants: [{ namespace: 'shop', role: 'admin' }],
      signIn: ['token', 'oidc'],
    });
    const write = { cookie: session, 'x-csrf-token': who.member('csrf'), 'sec-fetch-site': 'same-origin' };
    expect((await stage.door.send('PUT', '/api/v1/namespaces/shop/things/a', { headers: write })).status).toBe(200);
    expect(stage.door.audit()).toMatchObject([
      { who: 'alice@example.com', action: 'sign-in', outcome: 'done' },
      { who: 'alice@example.com', namespace: 'shop', object: 'a', outcome: 'done' },
    ]);
  });

  it('ends the session that the browser had', async () => {
    const stage = await open();
    const first = await begin(stage);
    const session = cookieIn(
      await stage.door.send('GET', first.back, { headers: { cookie: first.cookie } }),
      'verdict_session',
    );
    const second = await begin(stage);
    await stage.door.send('GET', second.back, { headers: { cookie: `${second.cookie}; ${session}` } });
    const digest = digestOf(session.split('=')[1] ?? '');
    expect(await stage.door.store.access.session(digest)).toBeUndefined();
  });

  it('sets cookies that go with TLS alone where people come by https', async () => {
    const stage = await open({ publicUrl: 'https://verdict.example.com' });
    const login = await stage.door.send('GET', '/auth/login', { headers: { host: 'verdict.example.com' } });
    expect(login.cookies).toEqual([
      expect.stringMatching(/^__Host-verdict_sign_in=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/),
    ]);
    expect(locationOf(login).searchParams.get('redirect_uri')).toBe('https://verdict.example.com/auth/callback');
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not send a browser on to %s',
    async (returnTo) => {
      const stage = await open();
      const answer = await stage.door.send('GET', `/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      expect([answer.status, answer.cookies, answer.json?.['code']]).toEqual([400, [], 'REQUEST_INVALID']);
    },
  );

  it('does not send a browser on to where its cookie says, if that is somewhere else', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    const begun = JSON.parse(Buffer.from(cookie.split('=')[1] ?? '', 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...begun, returnTo: '//evil.example' })).toString('base64url');
    const answer = await stage.door.send('GET', back, { headers: { cookie: `verdict_sign_in=${changed}` } });
    expect([answer.status, answer.headers['location'], cookieIn(answer, 'verdict_session')]).toEqual([
      400,
      undefined,
      '',
    ]);
  });

  it('is there only where a client is configured', async () => {
    door = await openDoor({ config: 'authentication: {tokens: true}' });
    expect((await door.send('GET', '/auth/login')).status).toBe(404);
  });
});

describe('a sign-in is refused', () => {
  async function refusalOf(stage: Stage, back: string, cookie: string) {
    const answer = await stage.door.send('GET', back, { headers: { cookie } });
    expect(cookieIn(answer, 'verdict_session')).toBe('');
    return `${answer.status} ${answer.member('code')} ${answer.member('detail')}`;
  }

  it('that another browser began', async () => {
    const stage = await open();
    const { back } = await begin(stage);
    expect(await refusalOf(stage, back, '')).toMatch(/^401 UNAUTHENTICATED this sign-in was not begun in this browser/);
    const other = await begin(stage);
    expect(await refusalOf(stage, back, other.cookie)).toMatch(/^401 UNAUTHENTICATED the sign-in cannot be finished/);
    expect(stage.door.audit()).toMatchObject([
      { who: 'nobody', action: 'sign-in', outcome: 'refused' },
      { who: 'nobody', action: 'sign-in', outcome: 'refused' },
    ]);
  });

  it('with another state', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    expect(await refusalOf(stage, back.replace(/state=[^&]*/, 'state=x'), cookie)).toMatch(/^401 UNAUTHENTICATED/);
    expect(await refusalOf(stage, back.replace(/state=[^&]*&?/, ''), cookie)).toMatch(/^401 UNAUTHENTICATED/);
  });

  it('whose code was used before', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    await stage.door.send('GET', back, { headers: { cookie } });
    expect(await refusalOf(stage, back, cookie)).toBe(
      '401 UNAUTHENTICATED the issuer refused the sign-in: invalid_grant; begin it again',
    );
  });

  it('with another PKCE verifier', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    const begun = JSON.parse(Buffer.from(cookie.split('=')[1] ?? '', 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...begun, verifier: 'x'.repeat(43) })).toString('base64url');
    expect(await refusalOf(stage, back, `verdict_sign_in=${changed}`)).toContain('invalid_grant');
  });

  it.each<[what: string, claims: object]>([
    ['with another nonce', { nonce: 'x' }],
    ['without a nonce', { nonce: undefined }],
    ['made for another client', { aud: 'grafana' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that has expired', { exp: 1 }],
    ['that speaks of nobody', { sub: undefined }],
  ])('whose ID token is one %s', async (_what, claims) => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    stage.issuer.idTokenClaims = { ...claims };
    expect(await refusalOf(stage, back, cookie)).toMatch(/^401 UNAUTHENTICATED/);
  });

  it('whose ID token is signed with a key that the issuer does not publish', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    stage.issuer.broken.set('/jwks', { body: { keys: [] } });
    expect(await refusalOf(stage, back, cookie)).toBe(
      '401 UNAUTHENTICATED the JWT is refused: it is signed with a key that the issuer does not publish',
    );
  });

  it('that the issuer refused', async () => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    const state = new URLSearchParams(back.split('?')[1]).get('state') ?? '';
    const denied = `/auth/callback?error=access_denied&error_description=%3Cscript%3E&state=${state}`;
    expect(await refusalOf(stage, denied, cookie)).toBe(
      '401 UNAUTHENTICATED the issuer refused the sign-in: access_denied; begin it again',
    );
    const worded = `/auth/callback?error=%3Cscript%3E&state=${state}`;
    expect(await refusalOf(stage, worded, cookie)).toContain('for a reason of its own');
  });

  it.each<[path: string, answer: object]>([
    ['/token', { status: 500 }],
    ['/token', { status: 502, body: '<html>' }],
    ['/jwks', { status: 500 }],
  ])('while %s answers %j, for now', async (path, answer) => {
    const stage = await open();
    const { back, cookie } = await begin(stage);
    stage.issuer.broken.set(path, answer);
    expect(await refusalOf(stage, back, cookie)).toMatch(/^503 ISSUER_UNREACHABLE/);
    expect(stage.door.audit()).toMatchObject([{ who: 'nobody', action: 'sign-in', outcome: 'failed' }]);
  });

  it('while the issuer cannot be asked who it is', async () => {
    const stage = await open();
    stage.issuer.broken.set('/.well-known/openid-configuration', { status: 500 });
    const answer = await stage.door.send('GET', '/auth/login');
    expect([answer.status, answer.json?.['code'], answer.cookies]).toEqual([503, 'ISSUER_UNREACHABLE', []]);
  });

  it.each([
    '',
    'x',
    'e30',
    Buffer.from('null').toString('base64url'),
    Buffer.from('{"state":5}').toString('base64url'),
  ])('with the cookie %j', async (value) => {
    const stage = await open();
    const { back } = await begin(stage);
    expect(await refusalOf(stage, back, `verdict_sign_in=${value}`)).toMatch(
      /^401 UNAUTHENTICATED this sign-in was not begun/,
    );
  });

  it('after too many from one address', async () => {
    const stage = await open();
    const { back } = await begin(stage);
    const refusals: string[] = [];
    for (let tries = 0; tries < 21; tries += 1) refusals.push((await refusalOf(stage, back, '')).slice(0, 3));
    expect([new Set(refusals.slice(0, 20)), refusals[20]]).toEqual([new Set(['401']), '429']);
  });
});

describe('JWTs beside sign-ins', () => {
  it('are taken of callers that are made for the audience, and ID tokens of the client are not', async () => {
    const { issuer, door } = await open();
    const ask = async (claims: object) => {
      const authorization = `Bearer ${await issuer.jwt({ sub: 'ci', groups: ['release-team'], ...claims })}`;
      return (await door.send('GET', '/api/v1/namespaces/shop/things/a', { headers: { authorization } })).status;
    };
    expect([await ask({ aud: 'verdict' }), await ask({ aud: 'dashboard' })]).toEqual([200, 401]);
  });

  it('do not stop API tokens when the issuer is gone', async () => {
    const { issuer, door } = await open();
    issuer.broken.set('/jwks', { status: 500 });
    const send = (token: string) =>
      door.send('GET', '/api/v1/namespaces/shop/things/a', { headers: { authorization: `Bearer ${token}` } });
    expect((await send(await door.token())).status).toBe(200);
    const jwt = await send(await issuer.jwt({ sub: 'ci', aud: 'verdict' }));
    expect([jwt.status, jwt.headers['retry-after']]).toEqual([503, '1']);
  });
});
