import { type Static, Type } from 'typebox';
import { fields, maybeText, text } from './scalars.ts';

const FieldRefSchema = Type.Optional(
  fields(
    { fieldPath: text("Path into the Rollout, such as metadata.labels['app'].") },
    'A field of the Rollout that starts the run.',
  ),
);

/** `args[]` of templates and runs. @see analysis.md §1.5 */
export const ArgumentSchema = fields(
  {
    name: text('Name, used as {{args.name}}.'),
    value: maybeText('Default, or value. An argument without one must be given by whoever starts the run.', {
      keepsZero: true,
    }),
    valueFrom: Type.Optional(
      fields(
        {
          secretKeyRef: Type.Optional(
            fields(
              { name: text('Name of the Secret.'), key: text('Key in it.') },
              "A Secret of the run's namespace. It beats a value.",
            ),
          ),
          fieldRef: FieldRefSchema,
        },
        'Where the value comes from.',
      ),
    ),
  },
  'An argument.',
);

/** `args[]` of a Rollout's analysis. */
export const RolloutArgumentSchema = fields({
  name: text('Name of the argument of the template.'),
  value: maybeText('Value.'),
  valueFrom: Type.Optional(
    fields({
      podTemplateHashValue: maybeText('Hash of the new (Latest) or the stable (Stable) ReplicaSet.', {
        keepsZero: true,
        examples: ['Latest', 'Stable'],
      }),
      fieldRef: FieldRefSchema,
    }),
  ),
});

export type RawArgument = Static<typeof ArgumentSchema>;
export type RolloutArgument = Static<typeof RolloutArgumentSchema>;
