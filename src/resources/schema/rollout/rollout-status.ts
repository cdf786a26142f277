import { Type } from 'typebox';
import { condition, KEEPS_ZERO, maybeInt32, maybeInt64, maybeTime, OPEN, time } from '../kubernetes.ts';
import { maybeFlag, maybeText, text } from '../scalars.ts';
import { BlueGreenStatusSchema, CanaryStatusSchema } from './strategy-status.ts';

const PauseConditionSchema = Type.Object(
  {
    reason: text('Why.', {
      examples: ['CanaryPauseStep', 'BlueGreenPause', 'InconclusiveAnalysisRun', 'InconclusiveExperiment'],
    }),
    startTime: time('Since when.'),
  },
  OPEN,
);

const AwsResourceSchema = Type.Object(
  { name: text('Name.'), arn: text('Amazon resource name.'), fullName: maybeText('Last part of it.') },
  OPEN,
);

const AlbStatusSchema = Type.Object(
  {
    loadBalancer: Type.Optional(AwsResourceSchema),
    canaryTargetGroup: Type.Optional(AwsResourceSchema),
    stableTargetGroup: Type.Optional(AwsResourceSchema),
    ingress: maybeText('Name of the ingress.'),
  },
  { ...OPEN, description: 'What was found at AWS.' },
);

const DurationSchema = Type.Object(
  {
    rolloutStartedAt: maybeTime('When the update began.'),
    manualPauseStartedAt: maybeTime('Since when it waits for a person.'),
    totalManualPauseDurationSeconds: maybeInt64('How long it waited for persons before.', KEEPS_ZERO),
    finishedAt: maybeTime('When it ended.'),
    completionStatus: maybeText('How it ended.', {
      examples: ['Promoted', 'FastPromoted', 'Aborted', 'Superseded', 'RolledBack', 'FastRolledBack'],
    }),
  },
  { ...OPEN, description: 'How long the last update took.' },
);

/** `status` of a Rollout. @see rollout.md §14 */
export const RolloutStatusSchema = Type.Object(
  {
    abort: maybeFlag('Whether the update is aborted.'),
    pauseConditions: Type.Optional(Type.Array(PauseConditionSchema, { description: 'Why the update waits.' })),
    controllerPause: maybeFlag('Whether the controller paused it.'),
    abortedAt: maybeTime('When it was aborted.'),
    currentPodHash: maybeText('Hash of the new revision.'),
    currentStepHash: maybeText('Hash of the steps.'),
    replicas: maybeInt32('Pods in all.'),
    updatedReplicas: maybeInt32('Pods of the new revision.'),
    readyReplicas: maybeInt32('Pods that are ready.'),
    availableReplicas: maybeInt32('Pods that have been ready long enough.'),
    currentStepIndex: maybeInt32('Index of the step under way; the number of steps once all are done.', KEEPS_ZERO),
    collisionCount: maybeInt32('How often the hash of a template was taken.', KEEPS_ZERO),
    observedGeneration: maybeText('The generation of the spec that this is about; a text.'),
    conditions: Type.Optional(
      Type.Array(condition('Available, Progressing, Paused, Healthy, Completed, InvalidSpec, ReplicaFailure')),
    ),
    canary: Type.Optional(CanaryStatusSchema),
    blueGreen: Type.Optional(BlueGreenStatusSchema),
    HPAReplicas: maybeInt32('Pods for an autoscaler to count.'),
    selector: maybeText('Selector of these pods, as a text.'),
    stableRS: maybeText('Hash of the stable revision.'),
    restartedAt: maybeTime('The restartAt up to which all pods were made anew.'),
    promoteFull: maybeFlag('Whether the rest of the update is skipped.'),
    phase: maybeText('Where it stands.', { examples: ['Healthy', 'Progressing', 'Paused', 'Degraded'] }),
    message: maybeText('Why.'),
    workloadObservedGeneration: maybeText('The generation of the referenced workload that this is about; a text.'),
    alb: Type.Optional(AlbStatusSchema),
    albs: Type.Optional(Type.Array(AlbStatusSchema, { description: 'The same for several ingresses.' })),
    duration: Type.Optional(DurationSchema),
  },
  { ...OPEN, description: 'Where the Rollout stands. Written by the controller.' },
);
