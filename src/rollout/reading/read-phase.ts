import type { Phase } from '../../resources/run-status.ts';
import type { Fields } from './fields.ts';

const PHASES: readonly Phase[] = ['Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'];

/** Reads the phase of an AnalysisRun or an Experiment from a field; empty for none. @param name  default `phase` */
export function readPhase(status: Fields, name = 'phase'): Phase | '' {
  return status.oneOf(name, PHASES) ?? '';
}
