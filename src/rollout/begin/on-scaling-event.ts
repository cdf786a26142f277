import type { Course } from '../plan/course.ts';
import { type Draft, go, type Stage } from '../plan/draft.ts';

/**
 * After a change of `spec.replicas` a sync gives out the new sizes and stops there: an autoscaler waits for nothing.
 * Only ReplicaSets with pods tell.
 *
 * @see rollout.md §4.2, row 7
 */
export function onScalingEvent(course: Course): Stage {
  return (draft) => {
    if (!isScalingEvent(draft)) return draft;
    const resized = course.resize(draft);
    if (resized === draft) return draft;
    return resized.next.kind === 'fault' ? resized : go(resized, { kind: 'resized' });
  };
}

function isScalingEvent({ sets: { newRS, stableRS }, rollout }: Draft): boolean {
  return [newRS, stableRS].some(
    (set) =>
      set !== undefined && set.replicas > 0 && set.desired !== undefined && set.desired !== rollout.spec.replicas,
  );
}
