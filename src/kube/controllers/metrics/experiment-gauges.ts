import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../api-object.ts';
import { nameOf } from '../../metadata.ts';
import { type ObjectGaugeOptions, phaseRows } from './object-gauge.ts';

/** The gauges of Experiments. @see interfaces.md §9.1 */
export function experimentGauges(experiments: () => readonly JsonObject[]): readonly ObjectGaugeOptions[] {
  return [
    {
      name: 'experiment_info',
      help: 'An Experiment and its phase.',
      rows: () =>
        experiments().map((experiment) => ({
          labels: { ...nameOf(experiment), phase: phaseOf(experiment) },
          value: 1,
        })),
    },
    {
      name: 'experiment_phase',
      help: 'The phase of an Experiment, one series for each phase (DEPRECATED - use experiment_info).',
      rows: () =>
        experiments().flatMap((experiment) =>
          phaseRows({ ...nameOf(experiment) }, SHOWN_PHASES, phaseOf(experiment) || 'Pending'),
        ),
    },
  ];
}

/** One phase, Failed, has no series of its own. */
const SHOWN_PHASES = ['Pending', 'Error', 'Successful', 'Running', 'Inconclusive'] as const;

const phaseOf = (experiment: JsonObject): string => textIn(objectIn(experiment, 'status'), 'phase');
