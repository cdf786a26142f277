import { Type } from 'typebox';
import { condition, int32, KEEPS_ZERO, maybeInt32, maybeTime, OPEN } from '../kubernetes.ts';
import { maybeText, text } from '../scalars.ts';

const TemplateStatusSchema = Type.Object(
  {
    name: text('Name of the template.'),
    replicas: int32('Pods in all.'),
    updatedReplicas: int32('Pods of the template as it is now.'),
    readyReplicas: int32('Pods that are ready.'),
    availableReplicas: int32('Pods that have been ready long enough.'),
    collisionCount: maybeInt32('How often the name of its ReplicaSet was taken.', KEEPS_ZERO),
    status: maybeText('Where it stands.', {
      examples: ['Progressing', 'Running', 'Successful', 'Failed', 'Error'],
    }),
    message: maybeText('Why.'),
    lastTransitionTime: maybeTime('When that changed last.'),
    serviceName: maybeText('Its Service.'),
    podTemplateHash: maybeText('Hash of its pods.'),
  },
  OPEN,
);

const AnalysisRunStatusSchema = Type.Object(
  {
    name: text('Name of the analysis.'),
    analysisRun: text('Name of its AnalysisRun.'),
    phase: text('Phase of the run.'),
    message: maybeText('Why.'),
  },
  OPEN,
);

/** `status` of an Experiment. @see rollout.md §18.2 */
export const ExperimentStatusSchema = Type.Object(
  {
    phase: maybeText('Where it stands; the last four are final.', {
      examples: ['Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'],
    }),
    message: maybeText('Why.'),
    templateStatuses: Type.Optional(Type.Array(TemplateStatusSchema, { description: 'Where the templates stand.' })),
    availableAt: maybeTime('When all templates ran together for the first time.'),
    conditions: Type.Optional(Type.Array(condition('Progressing, InvalidSpec'))),
    analysisRuns: Type.Optional(Type.Array(AnalysisRunStatusSchema, { description: 'Where the analyses stand.' })),
  },
  { ...OPEN, description: 'Where the Experiment stands. Written by the controller.' },
);
