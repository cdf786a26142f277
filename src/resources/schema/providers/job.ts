import { type Static, Type } from 'typebox';
import { fields, openObject } from '../scalars.ts';

/** `provider.job`. @see providers.md §5 */
export const JobSchema = fields(
  {
    metadata: Type.Optional(openObject('Labels and annotations for the Job; other fields are not used.')),
    spec: openObject('A Kubernetes Job: the spec of batch/v1.'),
  },
  'Runs a Kubernetes Job: Successful when it completes, Failed when it fails. Conditions are not used.',
);

export type RawJob = Static<typeof JobSchema>;
