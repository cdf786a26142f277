import { Type } from 'typebox';
import { int32 } from '../kubernetes.ts';
import { fields } from '../scalars.ts';

/** `antiAffinity` of either strategy: exactly one of the two. */
export const AntiAffinitySchema = fields(
  {
    preferredDuringSchedulingIgnoredDuringExecution: Type.Optional(
      fields({ weight: int32('How much the wish counts, 1 to 100.') }, 'A wish.'),
    ),
    requiredDuringSchedulingIgnoredDuringExecution: Type.Optional(fields({}, 'A must.')),
  },
  'Keeps new pods away from nodes that have stable ones.',
);
