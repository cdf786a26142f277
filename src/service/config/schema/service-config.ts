import { type Static, Type } from 'typebox';
import { fields, maybeFlag, maybeInteger, maybeText, text } from '../../../resources/schema/scalars.ts';
import { AuthenticationSchema } from './authentication.ts';
import { EgressSchema, GrantSchema } from './reach.ts';
import { ReferenceSchema } from './reference.ts';

const RetentionSchema = fields(
  {
    age: maybeText('Runs that ended longer ago are deleted.', { examples: ['30d', '12h'] }),
    count: maybeInteger('Of the runs that have ended only the newest this many are kept.'),
  },
  'Of each namespace that has none of its own.',
);

const RetentionsSchema = fields(
  {
    default: Type.Optional(RetentionSchema),
    namespaces: Type.Optional(
      Type.Record(Type.String(), RetentionSchema, {
        description: 'For namespaces by name, instead of the default.',
      }),
    ),
  },
  'How long runs that have ended are kept. Left out: for good.',
);

const RateLimitSchema = fields(
  {
    requestsPerMinute: Type.Integer({ description: 'How many requests a caller may make in the long run.' }),
    burst: maybeInteger('How many of them at once. Default a sixth of `requestsPerMinute`, at least 1.'),
  },
  'How often one caller, that is one token or person, may ask. Where nobody has to authenticate: one address. Left out: 6000 a minute, 1000 at once, for callers who authenticate.',
);

const LimitsSchema = fields(
  {
    liveRuns: maybeInteger('How many runs may go on at once on one replica. Default 50000.'),
    runsPerNamespace: maybeInteger(
      'How many of them may be of one namespace. Default half of `liveRuns`: one namespace leaves room for others.',
    ),
    answerBytes: maybeInteger(
      'The largest answer of a backend that is read. Default 1048576: reading larger ones holds up others for a moment.',
    ),
    startsPerSecond: maybeInteger('How many runs may be started a second on one replica. Left out: any number.'),
  },
  'What one replica carries before it says that it is busy.',
);

const PerConnectionSchema = fields(
  {
    concurrency: maybeInteger('How many requests may be under way at once. Default 100.'),
    requestsPerSecond: Type.Optional(
      Type.Number({ description: 'How many requests a second in the long run. Left out: any number.' }),
    ),
    burst: maybeInteger("How many of them at once. Default one second's worth, at least 1."),
  },
  'For each backend, told apart by its address and how we authenticate there.',
);

const SharingSchema = fields(
  {
    enabled: maybeFlag('Whether equal questions are asked once. Default true.'),
    skew: maybeText('How old an answer may be to be shared. Default `2s`; `0s` shares only what is under way.'),
    perConnection: Type.Optional(PerConnectionSchema),
  },
  'Equal questions to a backend at about the same time are asked once, for all runs of a replica.',
);

/** The file of `verdict serve --config`. */
export const ServiceConfigSchema = fields(
  {
    publicUrl: maybeText('Address under which people and callers know the service, without a path.', {
      examples: ['https://verdict.example.com'],
    }),
    hosts: Type.Optional(
      Type.Array(text('`name`, `name:port`, or `*.suffix`.'), {
        description:
          'Further names under which it is called; requests that name another Host are refused. That of `publicUrl` need not be written again.',
      }),
    ),
    trustedProxies: Type.Optional(
      Type.Array(text('An address or a network.'), {
        description: 'Proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed. Default none.',
      }),
    ),
    authentication: Type.Optional(AuthenticationSchema),
    egress: Type.Optional(EgressSchema),
    grants: Type.Optional(
      Type.Array(GrantSchema, { description: 'What the runs of a namespace may use. Without a grant: nothing.' }),
    ),
    retention: Type.Optional(RetentionsSchema),
    rateLimit: Type.Optional(RateLimitSchema),
    limits: Type.Optional(LimitsSchema),
    callbacks: Type.Optional(
      fields({ signingKey: Type.Optional(ReferenceSchema) }, 'How those who want to be told of runs are told.'),
    ),
    sharing: Type.Optional(SharingSchema),
  },
  'The configuration of `verdict serve`.',
);

export type ServiceConfigWritten = Static<typeof ServiceConfigSchema>;
