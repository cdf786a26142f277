import { type Static, Type } from 'typebox';
import { FAULTS } from '../../../core/fault.ts';
import { fields } from '../../../resources/schema/scalars.ts';

/** One thing that is wrong, with its place. */
export const ProblemItemSchema = fields(
  {
    in: Type.Enum(['body', 'query', 'path', 'header', 'template'], {
      type: 'string',
      description: 'Which part of the request; `template` for a stored one.',
    }),
    pointer: Type.String({
      description: 'A JSON pointer (RFC 6901), empty for all of it; of parameters the name.',
    }),
    detail: Type.String({ description: 'All of it in one sentence.' }),
    severity: Type.Enum(['error', 'warning', 'note'], { type: 'string', description: 'Only errors refuse.' }),
    found: Type.Optional(Type.String({ description: 'What stands there.' })),
    expected: Type.Optional(Type.String({ description: 'What should stand there.' })),
    line: Type.Optional(Type.Integer({ minimum: 1, description: 'Of the body as it was sent.' })),
    column: Type.Optional(Type.Integer({ minimum: 1 })),
    excerpt: Type.Optional(Type.String({ description: 'The line of a condition with a caret under the place.' })),
  },
  'One thing that is wrong, with its place.',
  { title: 'ProblemItem' },
);
export type ProblemItem = Static<typeof ProblemItemSchema>;

/** Body of every refusal and failure. */
export const ProblemSchema = fields(
  {
    type: Type.String({ format: 'uri-reference', description: 'Where the code is explained.' }),
    title: Type.String({ description: 'What the code means, and what to do.' }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: 'The HTTP status.' }),
    detail: Type.String({ description: 'What is wrong here, in words for a person.' }),
    instance: Type.String({ format: 'uri', description: 'The request, as the log of the service names it.' }),
    code: Type.Enum(Object.keys(FAULTS), { type: 'string', description: 'For programs.' }),
    retryable: Type.Boolean({ description: 'Whether the very same request can come to something later.' }),
    problems: Type.Optional(
      Type.Array(ProblemItemSchema, { description: 'All that is wrong, where it can be told one by one.' }),
    ),
  },
  'An RFC 9457 problem.',
  { title: 'Problem' },
);
export type ProblemBody = Static<typeof ProblemSchema>;
