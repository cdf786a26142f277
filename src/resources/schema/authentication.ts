import { Type } from 'typebox';
import { fields, maybeText, text } from './scalars.ts';

/** How Prometheus and Web requests are authenticated. */
export const AuthenticationSchema = Type.Optional(
  fields(
    {
      sigv4: Type.Optional(
        fields(
          {
            region: maybeText('AWS region that the signature is for.'),
            profile: maybeText('Profile of the AWS configuration to take credentials from.'),
            roleArn: maybeText('Role to assume before signing.'),
          },
          'Signs requests the AWS way. Used for Amazon Managed Prometheus only.',
        ),
      ),
      oauth2: Type.Optional(
        fields(
          {
            tokenUrl: maybeText('Where to ask for a token. OAuth2 is used when this is set.'),
            clientId: maybeText('Client id of the client credentials flow.'),
            clientSecret: maybeText('Client secret. Let an argument with a secretKeyRef supply it.'),
            scopes: Type.Optional(Type.Array(Type.String(), { description: 'Scopes to ask for.' })),
          },
          'OAuth2 client credentials: a token is fetched before the query and sent as bearer token.',
        ),
      ),
      basicAuth: Type.Optional(
        fields(
          {
            username: maybeText('User name.'),
            password: maybeText('Password. Let an argument with a secretKeyRef supply it.'),
          },
          'HTTP basic authentication. Used by prometheus only.',
        ),
      ),
    },
    'How requests are authenticated.',
  ),
);

/** Header fields to send with a request. */
export const HeadersSchema = Type.Optional(
  Type.Array(fields({ key: text('Name of the header.'), value: text('Its value.') }), {
    description: 'Headers to send. A later one of the same name replaces an earlier one.',
  }),
);
