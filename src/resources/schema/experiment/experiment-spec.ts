import { Type } from 'typebox';
import { ArgumentSchema } from '../argument.ts';
import { KEEPS_ZERO, labelSelector, labelsAndAnnotations, maybeInt32, podTemplate } from '../kubernetes.ts';
import { DryRunSchema, MeasurementRetentionSchema } from '../rules.ts';
import { fields, maybeDuration, maybeFlag, maybeText, text } from '../scalars.ts';

const TemplateSchema = fields(
  {
    name: text('Name, unique among the templates.'),
    replicas: maybeInt32('Pods. Default 1.', KEEPS_ZERO),
    minReadySeconds: maybeInt32('Seconds that a pod must be ready to count as available. Default 0.'),
    selector: labelSelector('Which pods belong to it. It may not be empty.'),
    template: podTemplate('How pods are made.'),
    service: Type.Optional(
      fields({ name: maybeText('Name of the Service. Default: that of the ReplicaSet.') }, 'A Service for it.'),
    ),
  },
  'Pods that run in the experiment.',
);

const AnalysisSchema = fields(
  {
    name: text('Name, unique among the analyses.'),
    templateName: text('Name of the template.'),
    clusterScope: maybeFlag('Whether it is a ClusterAnalysisTemplate. Default false.', KEEPS_ZERO),
    args: Type.Optional(Type.Array(ArgumentSchema, { description: 'Arguments for it.' })),
    requiredForCompletion: maybeFlag('Whether the experiment lasts until it ends. Default false.'),
  },
  'An analysis of the experiment.',
);

/** `spec` of an Experiment. @see rollout.md §18.2 */
export const ExperimentSpecSchema = fields(
  {
    templates: Type.Array(TemplateSchema, { description: 'What runs.' }),
    duration: maybeDuration('How long. Default: until the required analyses end.'),
    progressDeadlineSeconds: maybeInt32(
      'Seconds without progress after which a template has failed. Default 600.',
      KEEPS_ZERO,
    ),
    terminate: maybeFlag('Asks the experiment to end early.'),
    analyses: Type.Optional(Type.Array(AnalysisSchema, { description: 'What is measured.' })),
    scaleDownDelaySeconds: maybeInt32('Seconds that pods stay after the end. Default 30.', KEEPS_ZERO),
    dryRun: Type.Optional(Type.Array(DryRunSchema)),
    measurementRetention: Type.Optional(Type.Array(MeasurementRetentionSchema)),
    analysisRunMetadata: Type.Optional(labelsAndAnnotations('What the runs have.')),
  },
  'What runs side by side, for how long, and what is measured.',
);
