import { Type } from 'typebox';
import { fields, maybeFlag, text } from '../../../resources/schema/scalars.ts';

const TARGET = text(
  'A name (`prometheus.example.com`), all names below one (`*.example.com`), all names (`*`), an address, or a network (`10.0.0.0/8`).',
);

/** `egress:`: whom providers and callbacks may call. */
export const EgressSchema = fields(
  {
    allow: Type.Optional(
      Type.Array(TARGET, { description: 'Only these may be called. Left out: all that are not denied.' }),
    ),
    deny: Type.Optional(Type.Array(TARGET, { description: 'These may not be called, whatever `allow` says.' })),
    allowLinkLocal: maybeFlag(
      'Whether link-local addresses and the metadata services of clouds may be called. Default false.',
    ),
  },
  'Whom providers and callbacks may call; checked when a connection is made and at every redirect.',
);

const SecretGrantSchema = fields({
  name: text('Name of the Secret, as templates refer to it.'),
  keys: Type.Optional(Type.Array(text('A key.'), { description: 'Only these of its keys. Left out: all.' })),
  from: Type.Enum(['environment', 'folder', 'cluster'], {
    type: 'string',
    description:
      '`environment`: `VERDICT_SECRET_NAME__KEY`. `folder`: `NAME/KEY` in the folder of `--secrets-dir`. `cluster`: a Secret of the same namespace there.',
  }),
});

/** `grants[]`: what the runs of a namespace may use. */
export const GrantSchema = fields({
  namespace: text('The namespace whose runs may; `*` for all.'),
  secrets: Type.Optional(Type.Array(SecretGrantSchema, { description: 'Secrets that its templates may refer to.' })),
  environment: Type.Optional(
    Type.Array(text('Name of a variable.'), {
      description: 'Variables of the environment that its providers may read, such as `WAVEFRONT_API_TOKEN`.',
    }),
  ),
  jobs: maybeFlag('Whether its runs may start Kubernetes Jobs. Default false.'),
});
