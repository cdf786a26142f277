import { createHmac } from 'node:crypto';
import { type CryptoKey, exportSPKI, importJWK, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import { after, instantOf, millisOf } from '../../../../src/core/instant.ts';
import { digestOf } from '../../../../src/service/access/digest.ts';
import { Issuer } from '../../../../src/service/access/oidc/issuer.ts';
import { JwtIdentities } from '../../../../src/service/access/oidc/jwt-identities.ts';
import { verifyJwt } from '../../../../src/service/access/oidc/verify-jwt.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import {
  type Claims,
  newSigningKey,
  type OidcIssuer,
  type SigningKey,
  startOidcIssuer,
} from '../../../support/oidc-issuer.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let clock: VirtualClock;
let issuer: OidcIssuer;
let identities: JwtIdentities;

beforeEach(async () => {
  clock = new VirtualClock();
  issuer = await startOidcIssuer();
  identities = identitiesAt(issuer.url);
});
afterEach(() => issuer.stop());

function identitiesAt(url: string): JwtIdentities {
  const oidc = {
    issuer: url,
    audience: 'verdict',
    nameClaim: 'email',
    rolesClaim: 'groups',
    roles: [{ value: 'release-team', namespace: 'shop', role: 'runner' as const }],
  };
  return new JwtIdentities(oidc, new Issuer(url, fetch, clock), clock);
}

const GOOD = { aud: 'verdict', sub: 'u-1', email: 'alice@example.com', groups: ['release-team', 'other'] };
const ALICE = { name: 'alice@example.com', grants: [{ namespace: 'shop', role: 'runner' }] };

function jwt(claims: Claims = {}): Promise<string> {
  return issuer.jwt({ ...GOOD, ...claims }, clock.now());
}

function identify(token: string) {
  return identities.identify(token, digestOf(token));
}

async function refusalOf(token: string): Promise<string> {
  try {
    return `let in: ${JSON.stringify(await identify(token))}`;
  } catch (thrown) {
    return thrown instanceof Fault ? `${thrown.code} ${thrown.message}` : `unforeseen: ${thrown}`;
  }
}

const seconds = (fromNow: number): number => clock.now() / 1000 + fromNow;
const pass = (ms: number) => clock.run(after(clock.now(), millisOf(ms)));
const timesAsked = (path: string): number => issuer.requests.filter((request) => request.path === path).length;

function firstKey(): SigningKey {
  const [key] = issuer.keys;
  if (key === undefined) throw new Error('there is no key');
  return key;
}

/** A JWT put together by hand. */
function forged(header: object, claims: object, signature: (input: string) => string): string {
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${signature(input)}`;
}

const whole = () => ({ iss: issuer.url, ...GOOD, exp: seconds(300) });

describe('a JWT of the issuer', () => {
  it('says who somebody is and what they may', async () => {
    expect(await identify(await jwt())).toEqual(ALICE);
  });

  it.each(['RS256', 'PS256', 'ES384', 'EdDSA'])('may be signed with %s', async (alg) => {
    issuer.keys.splice(0, 1, await newSigningKey(alg));
    expect(await identify(await jwt())).toEqual(ALICE);
  });

  it('may be made for others too', async () => {
    expect(await identify(await jwt({ aud: ['grafana', 'verdict'] }))).toEqual(ALICE);
  });

  it('may be some seconds off, as clocks are', async () => {
    expect(await identify(await jwt({ exp: seconds(-29) }))).toEqual(ALICE);
    expect(await identify(await jwt({ nbf: seconds(29) }))).toEqual(ALICE);
  });

  it('without a role we know lets in, to nothing', async () => {
    expect(await identify(await jwt({ groups: ['other'] }))).toEqual({ name: 'alice@example.com', grants: [] });
  });
});

describe('a JWT is refused', () => {
  const CLAIMS: readonly [what: string, claims: () => Claims, text: string][] = [
    ['of another issuer', () => ({ iss: 'https://evil.example' }), 'it comes from another issuer; "iss" must be "'],
    ['of an issuer that begins alike', () => ({ iss: `${issuer.url}.evil.example` }), 'it comes from another issuer'],
    ['without issuer', () => ({ iss: undefined }), 'its claim "iss" is missing'],
    ['for somebody else', () => ({ aud: 'grafana' }), 'it was made for somebody else; "aud" must be "verdict"'],
    ['for nobody', () => ({ aud: undefined }), 'its claim "aud" is missing'],
    ['for an audience that begins alike', () => ({ aud: 'verdict2' }), 'it was made for somebody else'],
    ['that has expired', () => ({ exp: seconds(-31) }), 'it has expired'],
    ['that never expires', () => ({ exp: undefined }), 'its claim "exp" is missing'],
    ['that is not valid yet', () => ({ nbf: seconds(31) }), 'it is not valid yet'],
    ['that speaks of nobody', () => ({ sub: undefined }), 'its claim "sub" is missing'],
    ['with a time that is none', () => ({ exp: 'never' }), 'its claim "exp" is not as it should be'],
  ];

  it.each(CLAIMS)('%s', async (_what, claims, text) => {
    expect(await refusalOf(await jwt(claims()))).toContain(`UNAUTHENTICATED the JWT is refused: ${text}`);
  });

  it('without a signature', async () => {
    const token = forged({ alg: 'none' }, whole(), () => '');
    expect(await refusalOf(token)).toContain(
      'UNAUTHENTICATED the JWT is refused: it is signed in a way that is not taken',
    );
  });

  it.each(['NONE', 'None', 'HS512', 'HS384'])('signed with %s', async (alg) => {
    const token = forged({ alg, kid: firstKey().kid }, whole(), () => 'AAAA');
    expect(await refusalOf(token)).toContain(
      'UNAUTHENTICATED the JWT is refused: it is signed in a way that is not taken',
    );
  });

  it.each(['text', 'x'])('signed with HS256 and the public key as its secret: %s', async (form) => {
    const key = firstKey();
    const publicKey = await importJWK(key.publicJwk, key.alg, { extractable: true });
    const secret = form === 'x' ? (key.publicJwk.x ?? '') : await exportSPKI(publicKey as CryptoKey);
    const token = forged({ alg: 'HS256', kid: key.kid }, whole(), (input) =>
      createHmac('sha256', secret).update(input).digest('base64url'),
    );
    expect(await refusalOf(token)).toContain(
      'UNAUTHENTICATED the JWT is refused: it is signed in a way that is not taken',
    );
  });

  it('signed with a shared secret, even if somebody took that for a key of the issuer', async () => {
    const secret = new TextEncoder().encode('a secret of 32 bytes, as HS256 asks');
    const token = await new SignJWT(whole()).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const expected = { issuer: issuer.url, audience: 'verdict' };
    await expect(verifyJwt(token, async () => secret, expected, clock.now())).rejects.toThrow(
      'in a way that is not taken',
    );
  });

  it('that brings its own key', async () => {
    const own = await newSigningKey();
    const sign = (kid: string) =>
      new SignJWT(whole())
        .setProtectedHeader({ alg: 'ES256', kid, jwk: own.publicJwk, jku: 'https://evil.example/jwks' })
        .sign(own.privateKey);
    expect(await refusalOf(await sign(own.kid))).toContain('it is signed with a key that the issuer does not publish');
    expect(await refusalOf(await sign(firstKey().kid))).toContain('its signature does not fit');
  });

  it('with a claim changed after it was signed', async () => {
    const [header, , signature] = (await jwt()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...whole(), groups: ['admins'] })).toString('base64url');
    expect(await refusalOf(`${header}.${claims}.${signature}`)).toContain('its signature does not fit');
  });

  it('that does not say which of several keys it is signed with', async () => {
    issuer.keys.push(await newSigningKey());
    const token = await new SignJWT(whole()).setProtectedHeader({ alg: 'ES256' }).sign(firstKey().privateKey);
    expect(await refusalOf(token)).toContain('it does not say ("kid") which of the keys');
  });

  it.each(['', 'abc', 'a.b', 'a.b.c', '....', 'e30.e30.', `${'A'.repeat(8000)}.e30.x`, 'é.é.é'])(
    'that is none: %.20j',
    async (token) => {
      expect(await refusalOf(token)).toMatch(
        /^UNAUTHENTICATED the JWT is refused: it (cannot be read|is signed in a way)/,
      );
    },
  );

  it('without ever being quoted', async () => {
    const token = await jwt({ aud: 'grafana' });
    const refusal = await refusalOf(token);
    for (const part of token.split('.')) expect(refusal).not.toContain(part);
  });
});

describe('the keys of the issuer', () => {
  it('are asked for once, also by many at a time', async () => {
    await Promise.all(Array.from({ length: 50 }, async (_, n) => identify(await jwt({ jti: `${n}` }))));
    expect([timesAsked('/.well-known/openid-configuration'), timesAsked('/jwks')]).toEqual([1, 1]);
  });

  it('may change: one that is not known yet is asked for', async () => {
    await identify(await jwt());
    issuer.keys.unshift(await newSigningKey());
    await pass(31 * SECOND);
    expect(await identify(await jwt())).toEqual(ALICE);
    expect(timesAsked('/jwks')).toBe(2);
  });

  it('are not asked for again and again by tokens with keys that nobody knows', async () => {
    await identify(await jwt());
    await pass(31 * SECOND);
    const stranger = await newSigningKey();
    for (let n = 0; n < 20; n += 1) {
      const token = await new SignJWT({ ...whole(), jti: `${n}` })
        .setProtectedHeader({ alg: 'ES256', kid: `${stranger.kid}${n}` })
        .sign(stranger.privateKey);
      expect(await refusalOf(token)).toContain('it is signed with a key that the issuer does not publish');
    }
    expect(timesAsked('/jwks')).toBe(2);
  });

  it('that are taken back are taken no longer than ten minutes', async () => {
    const old = firstKey();
    const claims = { exp: seconds(3600) };
    const token = await jwt(claims);
    await identify(token);
    issuer.keys.splice(0, 1, await newSigningKey());
    await pass(10 * MINUTE);
    expect(await refusalOf(token)).toContain('it is signed with a key that the issuer does not publish');
    expect(old.kid).not.toBe(firstKey().kid);
  });
});

describe('an issuer that does not answer', () => {
  it.each<[what: string, path: string, answer: object]>([
    ['fails', '/.well-known/openid-configuration', { status: 500 }],
    ['has no keys', '/jwks', { status: 404 }],
    ['answers with a page', '/jwks', { body: '<html>' }],
    ['answers with no keys', '/jwks', { body: { keys: 'none' } }],
    ['sends us elsewhere', '/jwks', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
    ['calls itself something else', '/.well-known/openid-configuration', { body: { issuer: 'https://evil.example' } }],
    ['sends too much', '/jwks', { body: ' '.repeat(1024 * 1024 + 1) }],
  ])('lets nobody in: it %s', async (_what, path, answer) => {
    issuer.broken.set(path, answer);
    expect(await refusalOf(await jwt())).toMatch(/^ISSUER_UNREACHABLE /);
  });

  it('lets nobody in: there is none', async () => {
    const token = await jwt();
    identities = identitiesAt('http://127.0.0.1:1');
    expect(await refusalOf(token)).toMatch(
      /^ISSUER_UNREACHABLE the OIDC issuer cannot be asked: http:\/\/127\.0\.0\.1:1\//,
    );
  });

  it('is given up on after five seconds', async () => {
    const silent = new Promise<never>(() => {});
    const hanging: typeof fetch = (_url, init) =>
      Promise.race([
        silent,
        new Promise<never>((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
      ]);
    const waiting = new Issuer(issuer.url, hanging, clock).metadata().catch((thrown: unknown) => thrown);
    await pass(5 * SECOND);
    expect(await waiting).toMatchObject({
      code: 'ISSUER_UNREACHABLE',
      message: expect.stringContaining('it takes too long'),
    });
  });

  it('is asked again after five seconds, not by every request', async () => {
    issuer.broken.set('/jwks', { status: 503 });
    for (let n = 0; n < 10; n += 1) await refusalOf(await jwt({ jti: `${n}` }));
    expect(timesAsked('/jwks')).toBe(1);
    issuer.broken.clear();
    expect(await refusalOf(await jwt())).toMatch(/^ISSUER_UNREACHABLE/);
    await pass(5 * SECOND);
    expect(await identify(await jwt())).toEqual(ALICE);
  });

  it('does not keep out who was let in a moment ago, for ten seconds', async () => {
    const token = await jwt();
    await identify(token);
    issuer.broken.set('/jwks', { status: 503 });
    await pass(9 * SECOND);
    expect(await identify(token)).toEqual(ALICE);
    await pass(10 * MINUTE);
    expect(await refusalOf(token)).toMatch(/^ISSUER_UNREACHABLE/);
  });
});

describe('a JWT that was let in', () => {
  it('is not let in after it has expired, though it is remembered', async () => {
    const token = await jwt({ exp: seconds(5) });
    await identify(token);
    await pass(5 * SECOND);
    // Within the skew it is verified anew.
    expect(await identify(token)).toEqual(ALICE);
    await pass(31 * SECOND);
    expect(await refusalOf(token)).toContain('it has expired');
  });

  it('is looked at on the clock that is handed in', () => {
    expect(clock.now()).toBe(instantOf(Date.UTC(2026, 2, 1, 10)));
  });
});
