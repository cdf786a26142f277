import { Type } from 'typebox';
import { KEEPS_ZERO, labelSelector, maybeInt32, maybeTime, podTemplate } from '../kubernetes.ts';
import { fields, maybeFlag, maybeText } from '../scalars.ts';
import { BlueGreenSchema } from './blue-green.ts';
import { CanarySchema } from './canary.ts';

/** What the API server holds against a change of the selector. */
const IMMUTABLE = [{ rule: 'self == oldSelf', message: '.spec.selector is immutable' }];

const WorkloadRefSchema = fields(
  {
    apiVersion: maybeText('Its group and version.', { examples: ['apps/v1'] }),
    kind: maybeText('Its kind.', { examples: ['Deployment', 'ReplicaSet', 'PodTemplate'] }),
    name: maybeText('Its name.'),
    scaleDown: maybeText('What becomes of its own pods. Default never.', {
      examples: ['never', 'onsuccess', 'progressively'],
    }),
  },
  'A workload whose template is used in place of one here.',
);

const HistorySchema = fields(
  {
    successfulRunHistoryLimit: maybeInt32('How many good runs are kept. Default 5.', KEEPS_ZERO),
    unsuccessfulRunHistoryLimit: maybeInt32('How many other runs are kept. Default 5.', KEEPS_ZERO),
  },
  'How many ended AnalysisRuns and Experiments are kept.',
);

/** `spec` of a Rollout. @see rollout.md §2.1 */
export const RolloutSpecSchema = fields(
  {
    replicas: maybeInt32('Pods. Default 1.', KEEPS_ZERO),
    selector: Type.Optional(
      labelSelector("Which pods belong to the Rollout. Default: the referenced workload's.", {
        'x-kubernetes-validations': IMMUTABLE,
      }),
    ),
    template: Type.Optional(podTemplate('How pods are made.')),
    workloadRef: Type.Optional(WorkloadRefSchema),
    minReadySeconds: maybeInt32('Seconds that a pod must be ready to count as available. Default 0.'),
    rollbackWindow: Type.Optional(
      fields(
        { revisions: maybeInt32('How many revisions back.') },
        'How far one can go back without the steps in between.',
      ),
    ),
    strategy: Type.Optional(
      fields(
        { blueGreen: Type.Optional(BlueGreenSchema), canary: Type.Optional(CanarySchema) },
        'How a new revision comes in: exactly one of the two.',
      ),
    ),
    revisionHistoryLimit: maybeInt32('How many old revisions are kept. Default 10.', KEEPS_ZERO),
    paused: maybeFlag('Whether the Rollout stands still. Default false.'),
    progressDeadlineSeconds: maybeInt32(
      'Seconds without progress after which an update has failed. Default 600.',
      KEEPS_ZERO,
    ),
    progressDeadlineAbort: maybeFlag('Whether it is aborted then. Default false.'),
    restartAt: maybeTime('Pods older than this are made anew.'),
    analysis: Type.Optional(HistorySchema),
  },
  'What runs and how it changes.',
);
