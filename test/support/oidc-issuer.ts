import { createHash, randomBytes } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from './http-server.ts';

/** A client that is registered there. */
export interface RegisteredClient {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** Says what the next sign-in is about. */
export interface Person {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** Claims of a JWT; undefined leaves one out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A key that the issuer signs with. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** An OpenID Connect issuer of a test's own: discovery, keys, and the code flow with PKCE. */
export interface OidcIssuer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Keys that it publishes; the first signs. Change it to rotate. */
  readonly keys: SigningKey[];
  /** Who signs in next. */
  person: Person;
  /** What it answers instead, by path, such as `{ '/jwks': { status: 500 } }`. */
  readonly broken: Map<string, ServerAnswer>;
  /** Added to ID tokens, over what belongs there. */
  idTokenClaims: Claims;
  /** A JWT of it, signed with its first key. @param nowMs of `iat`; `exp` is 5 minutes later unless claims say otherwise */
  jwt(claims: Claims, nowMs?: number): Promise<string>;
  /** Every code, token and ID token it has given out. */
  readonly given: readonly string[];
  stop(): Promise<void>;
}

interface Code {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly person: Person;
}

export async function newSigningKey(alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomBytes(6).toString('hex');
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Starts one on a free port of 127.0.0.1. */
export async function startOidcIssuer(clients: readonly RegisteredClient[] = []): Promise<OidcIssuer> {
  const codes = new Map<string, Code>();
  const given: string[] = [];
  const keys = [await newSigningKey()];
  const broken = new Map<string, ServerAnswer>();
  let url = '';

  const sign = async (claims: Claims, nowMs: number): Promise<string> => {
    const [key] = keys;
    if (key === undefined) throw new Error('the issuer has no key');
    const times = { iat: Math.floor(nowMs / 1000), exp: Math.floor(nowMs / 1000) + 300 };
    const jwt = await new SignJWT({ iss: url, ...times, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .sign(key.privateKey);
    given.push(jwt);
    return jwt;
  };

  const issuer = {
    person: { sub: 'u-1', email: 'alice@example.com', groups: ['release-team'] } as Person,
    idTokenClaims: {} as Claims,
  };

  const authorize = ({ query }: SeenRequest): ServerAnswer => {
    const [clientId, redirectUri] = [query.get('client_id') ?? '', query.get('redirect_uri') ?? ''];
    const client = clients.find(({ id }) => id === clientId);
    // Nobody is sent to an address that is not registered.
    if (client === undefined || client.redirectUri !== redirectUri)
      return { status: 400, body: 'unknown client or address' };
    const isWhole =
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      (query.get('scope') ?? '').split(' ').includes('openid');
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (isWhole) {
      const code = randomBytes(16).toString('base64url');
      given.push(code);
      const [challenge, nonce] = [query.get('code_challenge') ?? '', query.get('nonce') ?? ''];
      codes.set(code, { challenge, nonce, redirectUri, clientId, person: issuer.person });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'invalid_request');
    }
    return { status: 302, headers: { location: back.href } };
  };

  const token = async ({ headers, body }: SeenRequest): Promise<ServerAnswer> => {
    const form = new URLSearchParams(body);
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const client = clients.find((one) => isAuthenticated(one, String(headers.authorization ?? '')));
    if (client === undefined) return { status: 401, body: { error: 'invalid_client' } };
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      code !== undefined &&
      code.clientId === client.id &&
      code.redirectUri === form.get('redirect_uri') &&
      code.challenge === challenge;
    if (!isGood) return { status: 400, body: { error: 'invalid_grant' } };
    const claims = { ...code.person, aud: client.id, nonce: code.nonce, ...issuer.idTokenClaims };
    const idToken = await sign(claims, Date.now());
    const accessToken = randomBytes(16).toString('base64url');
    given.push(accessToken);
    return { body: { token_type: 'Bearer', access_token: accessToken, id_token: idToken, expires_in: 300 } };
  };

  const server: TestServer = await startServer(async (request) => {
    const instead = broken.get(request.path);
    if (instead !== undefined) return instead;
    switch (request.path) {
      case '/.well-known/openid-configuration':
        return { body: discovery(url) };
      case '/jwks':
        return { body: { keys: keys.map(({ publicJwk }) => publicJwk) } };
      case '/authorize':
        return authorize(request);
      case '/token':
        return token(request);
      default:
        return { status: 404 };
    }
  });
  url = server.url;
  return Object.assign(issuer, {
    url,
    requests: server.requests,
    keys,
    broken,
    given,
    jwt: (claims: Claims, nowMs = Date.now()) => sign(claims, nowMs),
    stop: () => server.stop(),
  });
}

function discovery(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  };
}

function isAuthenticated({ id, secret }: RegisteredClient, authorization: string): boolean {
  const [user = '', password = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  return decodeURIComponent(user) === id && decodeURIComponent(password) === secret;
}
