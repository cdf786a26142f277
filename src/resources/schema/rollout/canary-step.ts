import { Type } from 'typebox';
import { KEEPS_ZERO, maybeInt32, openObject } from '../kubernetes.ts';
import { fields, maybeFlag, maybeIntOrString, text } from '../scalars.ts';
import { maybeAnalysis } from './analysis.ts';
import { ExperimentStepSchema } from './experiment-step.ts';
import { SetHeaderRouteSchema, SetMirrorRouteSchema } from './route-steps.ts';

const PauseSchema = fields(
  {
    duration: maybeIntOrString('Seconds, or a duration. Default: until someone promotes.', {
      examples: [30, '10m', '1h30m'],
    }),
  },
  'Waits.',
);

const SetCanaryScaleSchema = fields(
  {
    weight: maybeInt32('Percent of spec.replicas.', KEEPS_ZERO),
    replicas: maybeInt32('Pods.', KEEPS_ZERO),
    matchTrafficWeight: maybeFlag('As much as the traffic, which is the default.'),
  },
  'How many pods the canary has, whatever its traffic. Stays until the next of its kind.',
);

const PluginStepSchema = fields(
  {
    name: text('Name of the plugin.', { examples: ['my-company/approval'] }),
    config: Type.Optional(openObject('Settings for the plugin.')),
  },
  'What a plugin does.',
);

/** `canary.steps[]`: one key each. @see rollout.md §2.5 */
export const CanaryStepSchema = fields(
  {
    setWeight: maybeInt32('Share of the traffic that the canary gets, in percent or of maxTrafficWeight.', KEEPS_ZERO),
    pause: Type.Optional(PauseSchema),
    experiment: Type.Optional(ExperimentStepSchema),
    analysis: maybeAnalysis('Runs an analysis and waits for its verdict.'),
    setCanaryScale: Type.Optional(SetCanaryScaleSchema),
    setHeaderRoute: Type.Optional(SetHeaderRouteSchema),
    setMirrorRoute: Type.Optional(SetMirrorRouteSchema),
    plugin: Type.Optional(PluginStepSchema),
  },
  'One step of an update.',
);
