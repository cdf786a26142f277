import { parseInt64 } from '../../core/go/int.ts';
import { millisOf } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { RolloutAnalysis } from '../../resources/schema/rollout-analysis.ts';
import type {
  AbortScaleDown,
  AntiAffinity,
  BackgroundAnalysis,
  BlueGreenStrategy,
  CanaryStrategy,
  PodMetadata,
  Promotion,
  ReplicaProgressThreshold,
  RevisionMetadata,
  ScaleDown,
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
    canaryService: canary.text('canaryService'),
    stableService: canary.text('stableService'),
    pingPong: canary.object('pingPong') && readPingPong(canary.below('pingPong')),
    podMetadata: readRevisionMetadata(canary, 'canaryMetadata', 'stableMetadata'),
    analysis: canary.object('analysis') && readBackground(canary.below('analysis'), canary.object('analysis')),
    scaleDown: readScaleDown(canary, canary.object('trafficRouting') === undefined ? 0 : DEFAULT_DELAY),
    trafficRouting: canary.object('trafficRouting') && readRouting(canary),
  });
}

function readRouting(canary: Fields): TrafficRouting {
  return present<TrafficRouting>({
    maxTrafficWeight: canary.below('trafficRouting').whole('maxTrafficWeight') ?? 100,
    dynamicStableScale: canary.flag('dynamicStableScale'),
    minPodsPerReplicaSet: canary.whole('minPodsPerReplicaSet'),
    abortScaleDown: readAbortScaleDown(canary.whole('abortScaleDownDelaySeconds')),
    routers: namedRouters(canary.below('trafficRouting')),
    destinationRule: nonEmpty(canary.below('trafficRouting').below('istio').below('destinationRule').text('name')),
  });
}

/** In the order in which upstream tells them. */
const ROUTERS = ['istio', 'nginx', 'alb', 'smi', 'ambassador', 'appMesh', 'traefik', 'apisix'];

function namedRouters(routing: Fields): readonly string[] {
  const plugins = Object.keys(routing.object('plugins') ?? {}).map((name) => `plugins/${name}`);
  return [...ROUTERS.filter((router) => routing.object(router) !== undefined), ...plugins];
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function readPingPong(pingPong: Fields): NonNullable<CanaryStrategy['pingPong']> {
  return { pingService: pingPong.text('pingService'), pongService: pingPong.text('pongService') };
}

function readBackground(fields: Fields, analysis: RolloutAnalysis = {}): BackgroundAnalysis {
  return present<BackgroundAnalysis>({ analysis, startingStep: fields.whole('startingStep') });
}

const DEFAULT_DELAY = 30;

function readScaleDown(strategy: Fields, defaultSeconds: number): ScaleDown {
  const seconds = strategy.whole('scaleDownDelaySeconds');
  return present<ScaleDown>({
    // Without routing the field means nothing; validation refuses it.
    delay: millisOf(1000 * (defaultSeconds === 0 ? 0 : (seconds ?? defaultSeconds))),
    isDelayNamed: seconds !== undefined,
    revisionLimit: strategy.whole('scaleDownDelayRevisionLimit'),
  });
}

function readRevisionMetadata(strategy: Fields, newName: string, stableName: string): RevisionMetadata | undefined {
  const news = readPodMetadata(strategy.object(newName));
  const stable = readPodMetadata(strategy.object(stableName));
  if (news === undefined && stable === undefined) return undefined;
  return present<RevisionMetadata>({ new: news, stable });
}

/** Reads labels and annotations that are to be injected. */
export function readPodMetadata(json: JsonObject | undefined): PodMetadata | undefined {
  if (json === undefined) return undefined;
  const fields = new Fields(json);
  return { labels: textsIn(fields.object('labels')), annotations: textsIn(fields.object('annotations')), json };
}

/** The texts of an object; what is no text is left out. */
function textsIn(object: JsonObject = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
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
    activeService: blueGreen.text('activeService'),
    previewService: blueGreen.text('previewService'),
    previewReplicaCount: blueGreen.whole('previewReplicaCount'),
    maxUnavailable: readShare(blueGreen.json('maxUnavailable')),
    hasPostPromotionAnalysis: blueGreen.has('postPromotionAnalysis'),
    prePromotionAnalysis: blueGreen.object('prePromotionAnalysis'),
    postPromotionAnalysis: blueGreen.object('postPromotionAnalysis'),
    promotion: readPromotion(blueGreen),
    podMetadata: readRevisionMetadata(blueGreen, 'previewMetadata', 'activeMetadata'),
    scaleDown: readScaleDown(blueGreen, DEFAULT_DELAY),
    abortScaleDown: readAbortScaleDown(blueGreen.whole('abortScaleDownDelaySeconds')),
    antiAffinity: readAntiAffinity(blueGreen.below('antiAffinity')),
  });
}

function readPromotion(blueGreen: Fields): Promotion {
  if (blueGreen.json('autoPromotionEnabled') === false) return { kind: 'byHand' };
  const seconds = blueGreen.whole('autoPromotionSeconds') ?? 0;
  return seconds > 0 ? { kind: 'after', wait: millisOf(seconds * 1000) } : { kind: 'atOnce' };
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
