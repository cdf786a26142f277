import { mergePatch } from '../../core/merge-patch.ts';
import type { RolloutStatus } from '../status.ts';
import { statusJson } from '../status-json.ts';
import { act, type Draft } from './draft.ts';

/** Stores a status where it differs from the stored one. */
export function changeStatus(draft: Draft, status: RolloutStatus): Draft {
  const { rollout } = draft;
  const patch = mergePatch(statusJson(rollout.status), statusJson(status));
  if (Object.keys(patch).length === 0) return draft;
  const changed = act(draft, { kind: 'patchStatus', rollout: rollout.name, status: patch });
  return { ...changed, rollout: { ...rollout, status } };
}
