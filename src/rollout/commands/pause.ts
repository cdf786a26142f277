import type { CommandRequest } from './command-request.ts';

/** Holds an update where it is. @see reference/interfaces.md §3.12 */
export function pauseRollout(name: string): CommandRequest {
  return { kind: 'patch', on: { kind: 'Rollout', name }, patch: { spec: { paused: true } } };
}
