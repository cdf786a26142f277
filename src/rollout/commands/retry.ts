import type { CommandRequest } from './command-request.ts';

/** Starts an aborted update again. @see reference/interfaces.md §3.15 */
export function retryRollout(name: string): CommandRequest {
  const status = { status: { abort: false } };
  return { kind: 'statusFirst', on: { kind: 'Rollout', name }, status, both: status };
}

/** Starts an experiment again, as if it had never run; Experiments have no status subresource. @see reference/interfaces.md §3.15 */
export function retryExperiment(name: string): CommandRequest {
  return { kind: 'patch', on: { kind: 'Experiment', name }, patch: { status: null } };
}
