import { Type } from 'typebox';
import { int32, KEEPS_ZERO, maybeInt32, maybeTime, OPEN, openObject } from '../kubernetes.ts';
import { maybeFlag, maybeText, text } from '../scalars.ts';

const runStatus = (description: string) =>
  Type.Optional(
    Type.Object(
      { name: text('Name of the AnalysisRun.'), status: text('Its phase.'), message: maybeText('Why.') },
      { ...OPEN, description },
    ),
  );

const WeightSchema = Type.Object(
  {
    weight: int32('Share of the traffic.'),
    serviceName: maybeText('Service that gets it.'),
    podTemplateHash: maybeText('Hash of the revision that gets it.'),
  },
  OPEN,
);

const WeightsSchema = Type.Object(
  {
    canary: WeightSchema,
    stable: WeightSchema,
    additional: Type.Optional(Type.Array(WeightSchema, { description: 'Shares of experiments.' })),
    verified: maybeFlag('Whether the router was seen to do so.', KEEPS_ZERO),
  },
  { ...OPEN, description: 'How the traffic is split.' },
);

const StepPluginStatusSchema = Type.Object(
  {
    index: int32('Index of the step.'),
    name: text('Name of the plugin.'),
    operation: text('What it was asked for.', { examples: ['Run', 'Terminate', 'Abort'] }),
    phase: maybeText('Where that stands.', { examples: ['Running', 'Successful', 'Failed', 'Error'] }),
    message: maybeText('Why.'),
    startedAt: maybeTime('When it began.'),
    updatedAt: maybeTime('When it was asked last.'),
    finishedAt: maybeTime('When it ended.'),
    backoff: maybeText('How long to wait before it is asked again.'),
    executions: maybeInt32('How often it was asked.'),
    disabled: maybeFlag('Whether it is switched off.'),
    status: Type.Optional(openObject('What the plugin remembers.')),
  },
  OPEN,
);

/** `status.canary`. */
export const CanaryStatusSchema = Type.Object(
  {
    currentStepAnalysisRunStatus: runStatus("The step's analysis."),
    currentBackgroundAnalysisRunStatus: runStatus('The analysis beside the steps.'),
    currentExperiment: maybeText("Name of the step's experiment."),
    weights: Type.Optional(WeightsSchema),
    stablePingPong: maybeText('Which of the two Services is stable.', { examples: ['ping', 'pong'] }),
    stepPluginStatuses: Type.Optional(Type.Array(StepPluginStatusSchema, { description: 'What plugins did.' })),
  },
  OPEN,
);

/** `status.blueGreen`. */
export const BlueGreenStatusSchema = Type.Object(
  {
    previewSelector: maybeText('Hash that the preview Service selects.'),
    activeSelector: maybeText('Hash that the active Service selects.'),
    scaleUpPreviewCheckPoint: maybeFlag('Whether the preview may grow to full size.'),
    prePromotionAnalysisRunStatus: runStatus('The analysis before the switch.'),
    postPromotionAnalysisRunStatus: runStatus('The analysis after the switch.'),
  },
  OPEN,
);
