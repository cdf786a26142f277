import { type Static, Type } from 'typebox';
import { document } from '../document.ts';
import { ExperimentSpecSchema } from './experiment-spec.ts';
import { ExperimentStatusSchema } from './experiment-status.ts';

/** An Experiment as it is written and stored. */
export const ExperimentSchema = document(
  'Experiment',
  {
    kind: 'Revisions in comparison.',
    object: 'Revisions that run side by side for a while and are measured.',
  },
  { spec: ExperimentSpecSchema, status: Type.Optional(ExperimentStatusSchema) },
);

export type WrittenExperiment = Static<typeof ExperimentSchema>;
