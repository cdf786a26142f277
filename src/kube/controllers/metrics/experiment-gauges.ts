import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import { nameOf } from '../../metadata.ts';
import { type ObjectMetric, phaseRows } from './object-metric.ts';

/** The gauges of Experiments. @see interfaces.md §9.1 */
export function experimentGauges(experiments: () => readonly JsonObject[]): readonly ObjectMetric[] {
  return [
    {
      name: 'experiment_info',
      type: 'gauge',
      help: 'An Experiment and its phase.',
      rows: () =>
        experiments()
          .values()
          .map((experiment) => ({
            labels: { ...nameOf(experiment), phase: phaseOf(experiment) },
            value: 1,
          })),
    },
    {
      name: 'experiment_phase',
      type: 'gauge',
      help: 'The phase of an Experiment, one series for each phase (DEPRECATED - use experiment_info).',
      rows: () =>
        experiments()
          .values()
          .flatMap((experiment) =>
            phaseRows({ ...nameOf(experiment) }, SHOWN_PHASES, phaseOf(experiment) || 'Pending'),
          ),
    },
  ];
}

/** One phase, Failed, has no series of its own. */
const SHOWN_PHASES = ['Pending', 'Error', 'Successful', 'Running', 'Inconclusive'] as const;

const phaseOf = (experiment: JsonObject): string => textIn(objectIn(experiment, 'status'), 'phase');
