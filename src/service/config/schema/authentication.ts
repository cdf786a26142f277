import { type Static, Type } from 'typebox';
import { fields, maybeFlag, maybeText, text } from '../../../resources/schema/scalars.ts';
import { ReferenceSchema } from './reference.ts';

const RoleSchema = Type.Enum(['viewer', 'runner', 'admin'], {
  type: 'string',
  description:
    '`viewer` reads; `runner` also starts, terminates and retries runs; `admin` also writes templates and deletes.',
});

const RoleRuleSchema = fields({
  value: text('A value of the claim, such as the name of a group.', { examples: ['release-team'] }),
  namespace: text('Namespace in which the role counts; `*` for all, and for cluster templates.'),
  role: RoleSchema,
});

const OidcSchema = fields(
  {
    issuer: text('Address of the issuer, as its tokens name it. `https`, or `http` on this machine.', {
      examples: ['https://login.example.com/realms/shop'],
    }),
    audience: text('Who the JWTs of callers must be made for.', { examples: ['verdict'] }),
    clientId: maybeText('The client as which people sign in to the dashboard. Without it, only JWTs are taken.'),
    clientSecret: Type.Optional(ReferenceSchema),
    scopes: Type.Optional(
      Type.Array(text('A scope.'), {
        description:
          'Scopes that a sign-in asks for. Default `openid`, `profile`, `email`; `openid` is always asked for.',
      }),
    ),
    nameClaim: maybeText('Claim whose value names a person in the audit. Default `email`; where it is missing, `sub`.'),
    rolesClaim: maybeText(
      'Claim with the values that `roles` speak of: a name, or a path with dots such as `realm_access.roles`. Default `groups`.',
    ),
    roles: Type.Array(RoleRuleSchema, { description: 'Which value of the claim gives which role in which namespace.' }),
  },
  'JWTs of an OpenID Connect issuer, and signing in to the dashboard through it.',
);

/** `authentication:` of the service's configuration. */
export const AuthenticationSchema = fields(
  {
    tokens: maybeFlag('Whether API tokens are taken, made by `verdict token create`. Default true.'),
    oidc: Type.Optional(OidcSchema),
    sessionLifetime: maybeText('How long a sign-in to the dashboard lasts. Default `12h`.', {
      examples: ['12h', '1d'],
    }),
  },
  'How callers show who they are. Without it everybody who can connect may do everything, which is refused off loopback.',
);

export type OidcWritten = Static<typeof OidcSchema>;
export type AuthenticationWritten = Static<typeof AuthenticationSchema>;
