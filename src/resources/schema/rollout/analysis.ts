import { Type } from 'typebox';
import { KEEPS_ZERO, maybeInt32 } from '../kubernetes.ts';
import { RolloutAnalysisSchema } from '../rollout-analysis.ts';
import { fields } from '../scalars.ts';

/** An analysis that may be left out. */
export function maybeAnalysis(description: string) {
  return Type.Optional(fields(RolloutAnalysisSchema.properties, description));
}

/** `canary.analysis`: runs beside the steps. */
export const BackgroundAnalysisSchema = fields(
  {
    ...RolloutAnalysisSchema.properties,
    startingStep: maybeInt32('Index of the step with which it starts. Default: with the update.', KEEPS_ZERO),
  },
  'An analysis beside the steps. Failing, it aborts the update.',
);
