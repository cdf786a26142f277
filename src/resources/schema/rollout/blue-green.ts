import { Type } from 'typebox';
import { KEEPS_ZERO, labelsAndAnnotations, maybeInt32 } from '../kubernetes.ts';
import { fields, maybeFlag, maybeIntOrString, maybeText, text } from '../scalars.ts';
import { maybeAnalysis } from './analysis.ts';
import { AntiAffinitySchema } from './anti-affinity.ts';

/** `spec.strategy.blueGreen`. @see rollout.md §2.2 */
export const BlueGreenSchema = fields(
  {
    activeService: text('Service with the live traffic. It must exist.'),
    previewService: maybeText('Service that leads to the new revision before the switch.'),
    previewReplicaCount: maybeInt32('Pods of the new revision before the switch. Default: all.', KEEPS_ZERO),
    autoPromotionEnabled: maybeFlag('Whether the switch happens by itself. Default true.', KEEPS_ZERO),
    autoPromotionSeconds: maybeInt32('Seconds to wait before the switch. Default 0.'),
    maxUnavailable: maybeIntOrString('How many pods a restart may take at a time. Default 25%.'),
    scaleDownDelaySeconds: maybeInt32('Seconds that the old revision stays after the switch. Default 30.', KEEPS_ZERO),
    scaleDownDelayRevisionLimit: maybeInt32('How many old revisions stay that long. Default: all.', KEEPS_ZERO),
    prePromotionAnalysis: maybeAnalysis('Analysis before the switch. Failing, it prevents it.'),
    antiAffinity: Type.Optional(AntiAffinitySchema),
    postPromotionAnalysis: maybeAnalysis('Analysis after the switch. Failing, it takes it back.'),
    previewMetadata: Type.Optional(labelsAndAnnotations('What pods have while they are the preview.')),
    activeMetadata: Type.Optional(labelsAndAnnotations('What pods have while they are active.')),
    abortScaleDownDelaySeconds: maybeInt32(
      'Seconds that the preview stays after an abort. Default 30; 0 keeps it.',
      KEEPS_ZERO,
    ),
  },
  'Switches all traffic at once, from the active to the new revision.',
);
