import { parseInt64 } from '../../core/go/int.ts';
import { millisOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type {
  AbortScaleDown,
  AntiAffinity,
  BlueGreenStrategy,
  CanaryStrategy,
  ReplicaProgressThreshold,
  Share,
  Strategy,
  TrafficRouting,
} from '../strategy.ts';
import { Fields } from './fields.ts';
import { readStep } from './read-steps.ts';

/** Reads `spec.strategy`. A Rollout that names both or none is invalid; here it is blue-green before canary. */
export function readStrategy(strategy: Fields): Strategy {
  return strategy.has('blueGreen') ? readBlueGreen(strategy.below('blueGreen')) : readCanary(strategy.below('canary'));
}

function readCanary(canary: Fields): CanaryStrategy {
  return present<CanaryStrategy>({
    kind: 'canary',
    steps: canary.list('steps').map(readStep),
    maxSurge: readShare(canary.json('maxSurge')),
    maxUnavailable: readShare(canary.json('maxUnavailable')),
    replicaProgressThreshold:
      canary.object('replicaProgressThreshold') && readThreshold(canary.below('replicaProgressThreshold')),
    antiAffinity: readAntiAffinity(canary.below('antiAffinity')),
    trafficRouting: canary.object('trafficRouting') && readRouting(canary),
  });
}

function readRouting(canary: Fields): TrafficRouting {
  return present<TrafficRouting>({
    maxTrafficWeight: canary.below('trafficRouting').whole('maxTrafficWeight') ?? 100,
    dynamicStableScale: canary.flag('dynamicStableScale'),
    minPodsPerReplicaSet: canary.whole('minPodsPerReplicaSet'),
    abortScaleDown: readAbortScaleDown(canary.whole('abortScaleDownDelaySeconds')),
  });
}

function readAbortScaleDown(seconds: number | undefined): AbortScaleDown {
  if (seconds === undefined) return { kind: 'default' };
  return seconds === 0 ? { kind: 'never' } : { kind: 'after', delay: millisOf(seconds * 1000) };
}

function readThreshold(threshold: Fields): ReplicaProgressThreshold {
  return { type: threshold.oneOf('type', ['Percent']) ?? 'Pods', value: threshold.whole('value') ?? 0 };
}

function readBlueGreen(blueGreen: Fields): BlueGreenStrategy {
  return present<BlueGreenStrategy>({
    kind: 'blueGreen',
    previewService: blueGreen.text('previewService'),
    previewReplicaCount: blueGreen.whole('previewReplicaCount'),
    maxUnavailable: readShare(blueGreen.json('maxUnavailable')),
    hasPostPromotionAnalysis: blueGreen.has('postPromotionAnalysis'),
    antiAffinity: readAntiAffinity(blueGreen.below('antiAffinity')),
  });
}

/** With both, which validation refuses, the wish counts. */
function readAntiAffinity(antiAffinity: Fields): AntiAffinity | undefined {
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  if (antiAffinity.object(preferred)) {
    return { kind: 'preferred', weight: antiAffinity.below(preferred).whole('weight') ?? 0 };
  }
  return antiAffinity.has('requiredDuringSchedulingIgnoredDuringExecution') ? { kind: 'required' } : undefined;
}

const QUARTER: Share = { kind: 'percent', percent: 25 };

/** A text is a percentage, even without `%`: `"2"` are two in a hundred. What is no number counts as 0; validation refuses it. */
function readShare(written: Json | undefined): Share {
  if (typeof written === 'number') return { kind: 'pods', pods: written };
  if (typeof written !== 'string') return QUARTER;
  const read = parseInt64(written.replaceAll('%', ''));
  return { kind: 'percent', percent: read.ok ? Number(read.value) : 0 };
}
