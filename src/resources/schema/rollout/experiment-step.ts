import { Type } from 'typebox';
import { RolloutArgumentSchema } from '../argument.ts';
import { KEEPS_ZERO, labelSelector, labelsAndAnnotations, maybeInt32 } from '../kubernetes.ts';
import { DryRunSchema } from '../rules.ts';
import { fields, maybeDuration, maybeFlag, maybeText, text } from '../scalars.ts';

const TemplateSchema = fields(
  {
    name: text('Name, unique among the templates.'),
    specRef: text('Of which revision.', { examples: ['stable', 'canary'] }),
    replicas: maybeInt32('Pods. Default 1.', KEEPS_ZERO),
    metadata: Type.Optional(labelsAndAnnotations('What its pods have beside what the revision has.')),
    selector: Type.Optional(labelSelector("Which pods. Default: the revision's.")),
    weight: maybeInt32('Share of the traffic that it gets. Only with some routers.', KEEPS_ZERO),
    service: Type.Optional(
      fields({ name: maybeText('Name of the Service. Default: that of the ReplicaSet.') }, 'A Service for it.'),
    ),
  },
  'Pods of one revision.',
);

const AnalysisSchema = fields(
  {
    name: text('Name, unique among the analyses.'),
    templateName: text('Name of the template.'),
    clusterScope: maybeFlag('Whether it is a ClusterAnalysisTemplate. Default false.', KEEPS_ZERO),
    args: Type.Optional(Type.Array(RolloutArgumentSchema, { description: 'Arguments for it.' })),
    requiredForCompletion: maybeFlag('Whether the experiment lasts until it ends. Default false.'),
  },
  'An analysis of the experiment.',
);

/** `experiment` of a step. @see rollout.md §18.1 */
export const ExperimentStepSchema = fields(
  {
    templates: Type.Array(TemplateSchema, { description: 'What runs.' }),
    duration: maybeDuration('How long. Default: until the required analyses end.'),
    analyses: Type.Optional(Type.Array(AnalysisSchema, { description: 'What is measured.' })),
    dryRun: Type.Optional(Type.Array(DryRunSchema)),
    analysisRunMetadata: Type.Optional(labelsAndAnnotations('What the runs have.')),
    scaleDownDelaySeconds: maybeInt32('Seconds that pods stay after the end. Default 30.', KEEPS_ZERO),
  },
  'Runs both revisions beside the update, measures them, and waits for the verdict.',
);
