import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../core/fault.ts';
import type { Api } from '../../api/api-parts.ts';
import type { Oidc } from '../authenticator.ts';
import { returnPath } from '../oidc/return-path.ts';
import type { BegunSignIn, SignIn } from '../oidc/sign-in.ts';
import type { ServiceAccess } from '../service-access.ts';
import { beginSession, demandedAuthenticator, refusalOf, type SessionRouteParts, whence } from './session-routes.ts';

/** Cookie of a sign-in that was begun. It comes back from the issuer's page, so it cannot be kept to our own. */
const SIGN_IN_COOKIE = 'verdict_sign_in';
const MAX_AGE_SECONDS = 600;

/** Pages that people go through, and no calls: what goes wrong is told on the page where they begin again. Programs get the problem. */
const FOR_PEOPLE = {
  schema: { hide: true },
  errorHandler(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    const isPerson = (request.headers.accept ?? '').includes('text/html');
    if (!isPerson || !(error instanceof Fault)) throw error;
    // Words of an address are anybody's, so the page has words of its own for the code.
    const search = new URLSearchParams({ failed: error.code, request: request.id });
    void unseen(reply).redirect(`/sign-in?${search.toString()}`, 303);
  },
};

/** `/auth/login` and `/auth/callback`: signing in at the issuer. Where that is not configured there are none. */
export function signInRoutes(api: Api, parts: SessionRouteParts): void {
  const oidc = parts.access.authenticator?.oidc;
  const signIn = oidc?.signIn;
  if (oidc === undefined || signIn === undefined) return;
  login(api, parts, signIn);
  callback(api, parts, oidc, signIn);
}

function login(api: Api, { access }: SessionRouteParts, signIn: SignIn): void {
  api.get('/auth/login', FOR_PEOPLE, async (request, reply) => {
    const { url, begun } = await signIn.begin(returnPath(parameterOf(request, 'returnTo')));
    const value = Buffer.from(JSON.stringify(begun)).toString('base64url');
    const options = { sameSite: 'Lax', maxAgeSeconds: MAX_AGE_SECONDS } as const;
    return unseen(reply)
      .header('set-cookie', access.cookies.write(SIGN_IN_COOKIE, value, options))
      .redirect(url, 302);
  });
}

function callback(api: Api, parts: SessionRouteParts, { identities, clientId = '' }: Oidc, signIn: SignIn): void {
  const { access, audit } = parts;
  api.get('/auth/callback', FOR_PEOPLE, async (request, reply) => {
    try {
      const { returnTo, identity } = await demandedAuthenticator(access).patiently(request.ip, async () => {
        const begun = begunIn(request, access);
        const returnTo = returnPath(begun.returnTo);
        const idToken = await signIn.end(queryOf(request), begun);
        return { returnTo, identity: await identities.ofIdToken(idToken, clientId) };
      });
      await beginSession(request, reply, { identity }, parts);
      return forgotten(unseen(reply), access).redirect(returnTo, 303);
    } catch (thrown) {
      audit({ who: 'nobody', action: 'sign-in', ...refusalOf(thrown), ...whence(request) });
      forgotten(unseen(reply), access);
      throw thrown;
    }
  });
}

/** The address holds the issuer's code: it goes into no cache and to no other site. */
function unseen(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}

function forgotten(reply: FastifyReply, { cookies }: ServiceAccess): FastifyReply {
  return reply.header('set-cookie', cookies.write(SIGN_IN_COOKIE, '', { sameSite: 'Lax', maxAgeSeconds: 0 }));
}

/** What this browser has begun. @throws Fault UNAUTHENTICATED when it has begun nothing */
function begunIn({ headers }: FastifyRequest, { cookies }: ServiceAccess): BegunSignIn {
  const cookie = cookies.read(headers.cookie, SIGN_IN_COOKIE) ?? '';
  const begun = parsed(Buffer.from(cookie, 'base64url').toString());
  const { state, nonce, verifier, returnTo } = begun;
  const parts = [state, nonce, verifier, returnTo];
  if (parts.every((part) => typeof part === 'string' && part !== '')) return begun as BegunSignIn;
  const text = 'this sign-in was not begun in this browser, or too long ago; begin it again';
  throw new Fault('UNAUTHENTICATED', text);
}

function parsed(text: string): Partial<BegunSignIn> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}

function queryOf({ url }: FastifyRequest): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark);
}

function parameterOf(request: FastifyRequest, name: string): string | undefined {
  return new URLSearchParams(queryOf(request)).get(name) ?? undefined;
}
