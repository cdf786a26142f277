import { type Static, Type } from 'typebox';

const RoleGrantSchema = Type.Object({
  namespace: Type.String({ description: '`*` for all namespaces and cluster templates.' }),
  role: Type.Enum(['viewer', 'runner', 'admin'], { type: 'string' }),
});

/** `GET /api/v1/session`: who asks, and how one can sign in. */
export const SessionSchema = Type.Object(
  {
    name: Type.Union([Type.String(), Type.Null()], {
      description: 'As it stands in the audit; `anonymous` where nobody has to sign in; null for one who has not.',
    }),
    grants: Type.Array(RoleGrantSchema, { description: 'What they may. The highest role that fits counts.' }),
    csrf: Type.Optional(
      Type.String({ description: 'For a session of a browser: every write must carry it as `X-CSRF-Token`.' }),
    ),
    expiresAt: Type.Optional(Type.String({ format: 'date-time', description: 'When the session ends.' })),
    signIn: Type.Array(Type.Enum(['token', 'oidc'], { type: 'string' }), {
      description:
        'Ways to sign in: `token` by `POST /api/v1/session`, `oidc` by opening `/auth/login?returnTo=/path`. Empty where nobody has to.',
    }),
  },
  { description: 'Who asks.' },
);
export type SessionBody = Static<typeof SessionSchema>;

/** `POST /api/v1/session`. */
export const SignInSchema = Type.Object(
  { token: Type.String({ description: 'An API token.' }) },
  { additionalProperties: false },
);
