import { Type } from 'typebox';
import { int32, KEEPS_ZERO, labelsAndAnnotations, maybeInt32 } from '../kubernetes.ts';
import { fields, maybeFlag, maybeIntOrString, maybeText, text } from '../scalars.ts';
import { BackgroundAnalysisSchema } from './analysis.ts';
import { AntiAffinitySchema } from './anti-affinity.ts';
import { CanaryStepSchema } from './canary-step.ts';
import { TrafficRoutingSchema } from './traffic-routing.ts';

const PingPongSchema = fields(
  {
    pingService: text('The one Service.'),
    pongService: text('The other Service.'),
  },
  'Two Services that are stable and canary in turn.',
);

const ProgressThresholdSchema = fields(
  {
    type: text('What the value counts.', { examples: ['Percent', 'Pods'] }),
    value: int32('Percent of the wanted pods, or pods.'),
  },
  'How many pods must be available for a step to be done. Default: all.',
);

/** `spec.strategy.canary`. @see rollout.md §2.3 */
export const CanarySchema = fields(
  {
    canaryService: maybeText('Service that leads to the new revision. Most routers need it.'),
    stableService: maybeText('Service that leads to the stable revision. Most routers need it.'),
    steps: Type.Optional(
      Type.Array(CanaryStepSchema, { description: 'What happens one after the other. Default: a rolling update.' }),
    ),
    trafficRouting: Type.Optional(TrafficRoutingSchema),
    maxUnavailable: maybeIntOrString('How many pods may be missing during an update. Default 25%, rounded down.'),
    maxSurge: maybeIntOrString('How many pods there may be too many. Default 25%, rounded up.'),
    analysis: Type.Optional(BackgroundAnalysisSchema),
    antiAffinity: Type.Optional(AntiAffinitySchema),
    canaryMetadata: Type.Optional(labelsAndAnnotations('What pods have while they are the canary.')),
    stableMetadata: Type.Optional(labelsAndAnnotations('What pods have while they are stable.')),
    scaleDownDelaySeconds: maybeInt32(
      'Seconds that the old revision stays after an update. Only with traffic routing. Default 30.',
      KEEPS_ZERO,
    ),
    scaleDownDelayRevisionLimit: maybeInt32('How many old revisions stay that long. Default: all.', KEEPS_ZERO),
    abortScaleDownDelaySeconds: maybeInt32(
      'Seconds that the canary stays after an abort. Only with traffic routing. Default 30; 0 keeps it.',
      KEEPS_ZERO,
    ),
    dynamicStableScale: maybeFlag(
      'Whether the stable revision shrinks as traffic leaves it. Only with traffic routing. Default false.',
    ),
    pingPong: Type.Optional(PingPongSchema),
    minPodsPerReplicaSet: maybeInt32(
      'Pods that a revision has at least while it has any. Only with traffic routing.',
      KEEPS_ZERO,
    ),
    replicaProgressThreshold: Type.Optional(ProgressThresholdSchema),
  },
  'Moves pods or traffic to the new revision step by step.',
);
