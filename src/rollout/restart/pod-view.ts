import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Tried } from '../observed.ts';
import { isControlledBy } from '../owner.ts';
import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';

/** A pod, as far as a restart goes. */
export interface PodView {
  readonly name: string;
  readonly createdAt: Instant | 0;
  /** It goes already. */
  readonly isDeleting: boolean;
  /** A disruption budget would not let it go just now. */
  readonly isHeld: boolean;
  /** Ready for as long as the Rollout asks. */
  readonly isAvailable: boolean;
}

/** The pods of a Rollout in the order in which they are restarted: of stable, of new, of the others from the oldest. */
export function podsByPriority({ sets, facts, rollout }: Draft): readonly PodView[] {
  const { newRS, stableRS, otherRSs } = sets;
  const first = [stableRS, newRS?.name === stableRS?.name ? undefined : newRS];
  const ordered = [...first.filter((set): set is LiveReplicaSet => set !== undefined), ...otherRSs];
  const view = (pod: JsonObject): PodView =>
    afterTrying(viewPod(pod, facts.now, rollout.spec.minReadySeconds), facts.observed.tried);
  return ordered.flatMap(({ uid }) => facts.observed.pods.filter((pod) => isControlledBy(pod, uid)).map(view));
}

/** What came of asking it to go may not show in the pod yet. */
function afterTrying(pod: Omit<PodView, 'isHeld'>, tried: Tried | undefined): PodView {
  const eviction = tried?.evictions?.get(pod.name);
  return { ...pod, isDeleting: pod.isDeleting || eviction === 'gone', isHeld: eviction === 'held' };
}

function viewPod(json: JsonObject, now: Instant, minReadySeconds: number): Omit<PodView, 'isHeld'> {
  const pod = new Fields(json);
  const metadata = pod.below('metadata');
  const conditions = pod
    .below('status')
    .list('conditions')
    .map((condition) => new Fields(condition));
  const ready = conditions.find((condition) => condition.text('type') === 'Ready');
  const since = ready?.time('lastTransitionTime');
  const isLongEnough = minReadySeconds === 0 || (since !== undefined && since + minReadySeconds * 1000 < now);
  return {
    name: metadata.text('name'),
    createdAt: metadata.time('creationTimestamp') ?? 0,
    isDeleting: metadata.has('deletionTimestamp'),
    isAvailable: ready?.text('status') === 'True' && isLongEnough,
  };
}
