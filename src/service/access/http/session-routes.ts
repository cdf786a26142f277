import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../core/clock.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { formatInstantExactly, type Instant } from '../../../core/instant.ts';
import { Secret } from '../../../core/secret.ts';
import type { Api } from '../../api/api-parts.ts';
import { answers, OF_BODIES } from '../../api/openapi/answers.ts';
import { credentialsOf } from '../../api/routes/identify-callers.ts';
import type { Identity } from '../access.ts';
import type { Audit } from '../audit/audit.ts';
import type { Authenticator } from '../authenticator.ts';
import { demandCsrf, SESSION_COOKIE, type ServiceAccess } from '../service-access.ts';
import type { Session, SignedIn } from '../sessions/sessions.ts';
import { type SessionBody, SessionSchema, SignInSchema } from './session-schema.ts';

export interface SessionRouteParts {
  readonly access: ServiceAccess;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: Audit;
}

const TAGS = ['session'];

/** `/api/v1/session`: who asks, signing in by token, signing out. */
export function sessionRoutes(api: Api, parts: SessionRouteParts): void {
  whoAsks(api, parts);
  signIn(api, parts);
  signOut(api, parts);
}

function whoAsks(api: Api, { access }: SessionRouteParts): void {
  api.get(
    '/api/v1/session',
    {
      schema: {
        tags: TAGS,
        summary: 'Who asks',
        description:
          'Answers everybody, also who has not signed in: then `name` is null, and `signIn` says how one can.',
        response: answers({ 200: { description: 'Who asks, and how one can sign in.', schema: SessionSchema } }),
      },
    },
    async (request, reply): Promise<SessionBody> => {
      void reply.header('cache-control', 'no-store');
      const credentials = credentialsOf(request);
      const ways = access.authenticator?.ways ?? [];
      if (access.isOpen || request.headers.authorization !== undefined) {
        return bodyOf(await access.identify(credentials), ways);
      }
      const session = await access.sessionOf(credentials);
      if (session !== undefined) return bodyOf(session, ways);
      if (cookieOf(request, access) !== undefined) forgetSession(reply, access);
      return bodyOf(undefined, ways);
    },
  );
}

function signIn(api: Api, parts: SessionRouteParts): void {
  const { access, audit } = parts;
  api.post(
    '/api/v1/session',
    {
      config: { isAudited: false },
      schema: {
        tags: TAGS,
        summary: 'Sign in by token',
        description: 'Begins a session of a browser: an HttpOnly cookie of this site alone. A session of before ends.',
        body: SignInSchema,
        response: answers({ 200: { description: 'Signed in.', schema: SessionSchema } }, OF_BODIES),
      },
    },
    async (request, reply): Promise<SessionBody> => {
      const authenticator = demandedAuthenticator(access);
      // Checked against the schema above.
      const { token } = request.body as { readonly token: string };
      const signedIn = await authenticator
        .ofSignInToken(new Secret(token.trim()), request.ip)
        .catch((thrown: unknown) => {
          audit({ who: 'nobody', action: 'sign-in', ...refusalOf(thrown), ...whence(request) });
          throw thrown;
        });
      const session = await beginSession(request, reply, signedIn, parts);
      return bodyOf(session, authenticator.ways);
    },
  );
}

function signOut(api: Api, { access, audit }: SessionRouteParts): void {
  api.delete(
    '/api/v1/session',
    {
      config: { isAudited: false },
      schema: {
        tags: TAGS,
        summary: 'Sign out',
        description: 'Ends the session of the cookie. Without one nothing happens.',
        response: answers({ 204: { description: 'There is no session any more.' } }),
      },
    },
    async (request, reply) => {
      const session = await access.sessionOf(credentialsOf(request));
      const cookie = cookieOf(request, access);
      if (session !== undefined && cookie !== undefined) {
        demandCsrf(session, credentialsOf(request));
        await access.authenticator?.sessions.end(cookie);
        audit({ who: session.name, action: 'sign-out', outcome: 'done', ...whence(request) });
      }
      if (cookie !== undefined) forgetSession(reply, access);
      return reply.code(204).send();
    },
  );
}

/** Begins a session and hands its cookie over; one of before ends. */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn,
  { access, clock, audit }: SessionRouteParts,
): Promise<Session> {
  const { sessions } = demandedAuthenticator(access);
  const { cookie, session } = await sessions.begin(signedIn, cookieOf(request, access));
  const maxAgeSeconds = (session.expiresAt - clock.now()) / 1000;
  const text = access.cookies.write(SESSION_COOKIE, cookie.open(), { sameSite: 'Strict', maxAgeSeconds });
  void reply.header('set-cookie', text).header('cache-control', 'no-store');
  audit({ who: session.name, action: 'sign-in', outcome: 'done', ...whence(request) });
  return session;
}

/** @throws Fault REQUEST_INVALID where nobody has to sign in */
export function demandedAuthenticator({ authenticator }: ServiceAccess): Authenticator {
  if (authenticator !== undefined) return authenticator;
  throw new Fault('REQUEST_INVALID', 'nobody has to sign in here: no authentication is configured');
}

/** What the audit says of an attempt that came to nothing. */
export function refusalOf(thrown: unknown): { outcome: 'refused' | 'failed'; code?: string; reason?: string } {
  if (!(thrown instanceof Fault)) return { outcome: 'failed' };
  const isOurs = thrown.code === 'ISSUER_UNREACHABLE' || thrown.code === 'STORE_UNAVAILABLE';
  return { outcome: isOurs ? 'failed' : 'refused', code: thrown.code, reason: textOf(thrown) };
}

/** Where a request comes from, for the audit. */
export function whence({ ip, id }: FastifyRequest): { readonly address: string; readonly requestId: string } {
  return { address: ip, requestId: id };
}

function cookieOf({ headers }: FastifyRequest, { cookies }: ServiceAccess): string | undefined {
  return cookies.read(headers.cookie, SESSION_COOKIE);
}

function forgetSession(reply: FastifyReply, { cookies }: ServiceAccess): void {
  void reply.header('set-cookie', cookies.write(SESSION_COOKIE, '', { sameSite: 'Strict', maxAgeSeconds: 0 }));
}

function bodyOf(
  who: (Identity & { readonly expiresAt?: Instant }) | undefined,
  ways: readonly ('token' | 'oidc')[],
): SessionBody {
  const { name = null, grants = [], csrf, expiresAt } = who ?? {};
  return {
    name,
    grants: grants.map(({ namespace, role }) => ({ namespace, role })),
    ...(csrf !== undefined && { csrf }),
    ...(expiresAt !== undefined && { expiresAt: formatInstantExactly(expiresAt) }),
    signIn: [...ways],
  };
}
