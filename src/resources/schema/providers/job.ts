import { Type } from 'typebox';
import { fields } from '../scalars.ts';
import { JobMetadataSchema, JobSpecSchema } from './job-spec.ts';

/** `provider.job`. @see providers.md §5 */
export const JobSchema = fields(
  { metadata: Type.Optional(JobMetadataSchema), spec: JobSpecSchema },
  'Runs a Kubernetes Job: Successful when it completes, Failed when it fails. Conditions are not used.',
);
