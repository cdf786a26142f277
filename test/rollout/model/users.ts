import { formatInstant, type Instant } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readStatus } from '../../../src/rollout/reading/read-status.ts';
import { ownerOf } from './cluster.ts';
import type { Deed } from './deeds.ts';
import { imageIn, setWithHash, templateFor } from './objects.ts';

/** What users have of a cluster. */
export interface Hands {
  of(kind: string): readonly JsonObject[];
  /** @throws Error when it is not there */
  get(kind: string, name: string): JsonObject;
  /** A merge patch, of the status too. */
  patch(kind: string, name: string, patch: JsonObject): unknown;
}

/** Who can take pods away. */
export interface Taker {
  /** The oldest pods of a ReplicaSet die. */
  kill(set: JsonObject, count: number): void;
}

/** Does what a deed says, as upstream's commands do it (rollout.md §12). */
export function perform(deed: Deed, cluster: Hands, kubelet: Taker, now: Instant): void {
  const rollout = cluster.get('Rollout', 'shop');
  const status = readStatus(new Fields(rollout).below('status'));
  const sets = cluster.of('ReplicaSet').filter((set) => ownerOf(set) === 'Rollout/shop');
  const patch = (patch: JsonObject): void => void cluster.patch('Rollout', 'shop', patch);
  switch (deed.kind) {
    case 'release':
      return patch({ spec: { template: templateFor(deed.image) } });
    case 'undo': {
      const old = setWithHash(sets, status.stableRS);
      return old === undefined ? undefined : patch({ spec: { template: templateFor(imageIn(old)) } });
    }
    case 'scale':
      return patch({ spec: { replicas: deed.replicas } });
    case 'steps':
      return patch({ spec: { strategy: { canary: { steps: [...deed.steps] } } } });
    case 'restart':
      return patch({ spec: { restartAt: formatInstant(now) } });
    case 'die': {
      const set = setWithHash(sets, deed.of === 'stable' ? status.stableRS : status.currentPodHash);
      return set === undefined ? undefined : kubelet.kill(set, deed.count);
    }
    case 'abort':
    case 'retry':
      return patch({ status: { abort: deed.kind === 'abort' } });
    case 'pause':
    case 'resume':
      return patch({ spec: { paused: deed.kind === 'pause' } });
    case 'promoteFull':
      patch({ spec: { paused: false } });
      return status.currentPodHash === status.stableRS ? undefined : patch({ status: { promoteFull: true } });
    case 'promote':
      return patch(promotion(rollout, status.pauseConditions.length > 0, status.currentStepIndex));
  }
}

/** Ends the pause, or goes one step on where there is none. */
function promotion(rollout: JsonObject, isPaused: boolean, index: number | undefined): JsonObject {
  const spec = new Fields(rollout).below('spec');
  const steps = spec.below('strategy').below('canary').list('steps');
  const resumed = spec.flag('paused') ? { spec: { paused: false } } : {};
  if (isPaused || spec.flag('paused') || index === undefined) return { ...resumed, status: { pauseConditions: null } };
  return { status: { pauseConditions: null, currentStepIndex: Math.min(index + 1, steps.length) } };
}
