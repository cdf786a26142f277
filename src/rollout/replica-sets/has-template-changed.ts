import type { Draft } from '../plan/draft.ts';

/** Whether the template is another than that of the update under way. Without one, nothing has changed (rollout.md §11.1). */
export function hasTemplateChanged({ rollout, sets, facts }: Draft): boolean {
  const { currentPodHash } = rollout.status;
  return currentPodHash !== '' && currentPodHash !== (sets.newRS?.hash ?? facts.podHash);
}
