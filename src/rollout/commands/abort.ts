import type { CommandRequest } from './command-request.ts';

/** Sends traffic back to stable and stops the update. @see reference/interfaces.md §3.1 */
export function abortRollout(name: string): CommandRequest {
  const status = { status: { abort: true } };
  return { kind: 'statusFirst', on: { kind: 'Rollout', name }, status, both: status };
}
