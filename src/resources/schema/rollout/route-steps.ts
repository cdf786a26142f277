import { Type } from 'typebox';
import { KEEPS_ZERO, maybeInt32 } from '../kubernetes.ts';
import { fields, maybeText, text } from '../scalars.ts';

const stringMatch = (description: string) =>
  fields(
    {
      exact: maybeText('The text itself.'),
      prefix: maybeText('How it begins.'),
      regex: maybeText('A regular expression for it.'),
    },
    description,
  );

const HeaderMatchSchema = fields(
  {
    headerName: text('Name of the header.'),
    headerValue: stringMatch('Its value, in exactly one of three ways.'),
  },
  'A header that a request must have.',
);

const RequestMatchSchema = fields(
  {
    method: Type.Optional(stringMatch('The method.')),
    path: Type.Optional(stringMatch('The path.')),
    headers: Type.Optional(
      Type.Record(Type.String(), stringMatch('The value of a header.'), { description: 'Headers by name.' }),
    ),
  },
  'What a request must be like.',
);

/** `setHeaderRoute` of a step. */
export const SetHeaderRouteSchema = fields(
  {
    name: maybeText('One of managedRoutes.'),
    match: Type.Optional(
      Type.Array(HeaderMatchSchema, { description: 'Which requests. Without it, the route is taken away.' }),
    ),
  },
  'Sends requests with some headers to the canary.',
);

/** `setMirrorRoute` of a step. */
export const SetMirrorRouteSchema = fields(
  {
    name: text('One of managedRoutes.'),
    match: Type.Optional(
      Type.Array(RequestMatchSchema, { description: 'Which requests. Without it, the route is taken away.' }),
    ),
    percentage: maybeInt32('How many of them. Default: all.', KEEPS_ZERO),
  },
  'Sends copies of requests to the canary.',
);
