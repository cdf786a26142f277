import type { CommandRequest } from './command-request.ts';

/** Ends a run or an experiment that is under way. @see reference/interfaces.md §3.18 */
export function terminate(kind: 'AnalysisRun' | 'Experiment', name: string): CommandRequest {
  return { kind: 'patch', on: { kind, name }, patch: { spec: { terminate: true } } };
}
