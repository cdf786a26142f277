import { type Static, Type } from 'typebox';
import { fields, text } from '../../../resources/schema/scalars.ts';

/** Where a secret is to be found; the secret itself never stands in the file. */
export const ReferenceSchema = fields(
  {
    env: Type.Optional(text('Variable of the environment that holds it.', { examples: ['VERDICT_CLIENT_SECRET'] })),
    file: Type.Optional(text('File that holds it, without the newline at its end.')),
  },
  'A secret: either `env` or `file` says where it is.',
);

export type ReferenceWritten = Static<typeof ReferenceSchema>;
