import { after, type Instant } from '../../../core/instant.ts';
import type { PodBehaviour } from './behaviour.ts';

/** How far a pod has come. */
export type PodStage =
  /** On its node, not running. */
  | { readonly kind: 'starts' }
  | { readonly kind: 'unpullable'; readonly container: string }
  /** Running; `isReady` is what its containers say, gates aside. */
  | { readonly kind: 'runs'; readonly since: Instant; readonly isReady: boolean }
  | {
      readonly kind: 'backsOff';
      readonly since: Instant;
      readonly endedAt: Instant;
      readonly reason: string;
      readonly exitCode: number;
      readonly message: string;
    }
  | { readonly kind: 'ended'; readonly since: Instant; readonly at: Instant; readonly exitCode: number };

/** A stage, and when the next one comes; absent where none does by itself. */
export interface StageNow {
  readonly stage: PodStage;
  readonly until?: Instant;
}

/** How far a pod has come at `now`, given when a node got it. */
export function stageAt(behaviour: PodBehaviour, boundAt: Instant, now: Instant): StageNow {
  if (behaviour.kind === 'unpullable') return { stage: { kind: 'unpullable', container: behaviour.container } };
  const since = after(boundAt, behaviour.startMs);
  if (now < since) return { stage: { kind: 'starts' }, until: since };
  switch (behaviour.kind) {
    case 'serves': {
      const readyAt = after(since, behaviour.readyMs);
      const isReady = now >= readyAt;
      return { stage: { kind: 'runs', since, isReady }, ...(!isReady && until(readyAt)) };
    }
    case 'ends': {
      const at = after(since, behaviour.lengthMs);
      if (now < at) return { stage: { kind: 'runs', since, isReady: false }, ...until(at) };
      return { stage: { kind: 'ended', since, at, exitCode: behaviour.exitCode } };
    }
    case 'crashes': {
      const endedAt = after(since, behaviour.lengthMs);
      if (now < endedAt) return { stage: { kind: 'runs', since, isReady: true }, ...until(endedAt) };
      const { reason, exitCode, message } = behaviour;
      return { stage: { kind: 'backsOff', since, endedAt, reason, exitCode, message } };
    }
  }
}

function until(moment: Instant): Pick<StageNow, 'until'> {
  return Number.isFinite(moment) ? { until: moment } : {};
}
