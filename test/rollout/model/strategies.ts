import type { JsonObject } from '../../../src/core/json.ts';
import type { Random } from './random.ts';

/** Lengths that pass before the world is at rest, and one that never does. In seconds. */
const LENGTHS = [0, 5, 30, 120, 2400, 2_592_000] as const;

const CHECK: JsonObject = { templates: [{ templateName: 'check' }] };

/** A Rollout's spec without its template. */
export function randomSpec(random: Random): JsonObject {
  return {
    replicas: random.pick(1, 2, 3, 4, 5, 8),
    strategy: random.chance(0.3) ? { blueGreen: blueGreen(random) } : { canary: canary(random) },
    ...random.maybe(0.2, () => ({ minReadySeconds: 5 })),
    ...random.maybe(0.3, () => ({ revisionHistoryLimit: random.whole(0, 2) })),
    ...random.maybe(0.5, () => ({ progressDeadlineSeconds: random.pick(90, 300) })),
    ...random.maybe(0.3, () => ({ progressDeadlineAbort: true })),
    ...random.maybe(0.3, () => ({ rollbackWindow: { revisions: random.whole(1, 3) } })),
    ...random.maybe(0.2, () => ({
      analysis: { successfulRunHistoryLimit: random.whole(0, 2), unsuccessfulRunHistoryLimit: random.whole(0, 2) },
    })),
  };
}

function canary(random: Random): JsonObject {
  const routing = random.chance(0.6) ? routed(random) : {};
  const isRouted = 'trafficRouting' in routing;
  return {
    ...random.maybe(0.9, () => ({ steps: randomSteps(random, isRouted) })),
    ...amounts(random),
    ...routing,
    ...random.maybe(0.2, () => ({ replicaProgressThreshold: threshold(random) })),
    ...random.maybe(0.3, () => ({ analysis: { ...CHECK, ...random.maybe(0.5, () => ({ startingStep: 1 })) } })),
    ...random.maybe(0.15, () => ({
      canaryMetadata: { labels: { role: 'canary' } },
      stableMetadata: { labels: { role: 'stable' } },
    })),
  };
}

function amounts(random: Random): JsonObject {
  const amount = (): number | string => random.pick<number | string>(0, 1, 2, '25%', '50%', '100%');
  const both = { maxSurge: amount(), maxUnavailable: amount() };
  const isNothing = both.maxSurge === 0 && both.maxUnavailable === 0;
  return isNothing || random.chance(0.3) ? {} : both;
}

function threshold(random: Random): JsonObject {
  return random.pick({ type: 'Percent', value: 50 }, { type: 'Percent', value: 100 }, { type: 'Pods', value: 1 });
}

function routed(random: Random): JsonObject {
  const plugins = random.chance(0.2) ? { one: {}, two: {} } : { one: {} };
  const isDynamic = random.chance(0.35);
  const services = random.chance(0.2)
    ? { pingPong: { pingService: 'ping', pongService: 'pong' } }
    : { canaryService: 'canary', stableService: 'stable' };
  return {
    ...services,
    trafficRouting: {
      plugins,
      managedRoutes: [{ name: 'head' }, { name: 'mirror' }],
      ...random.maybe(0.15, () => ({ maxTrafficWeight: 1000 })),
    },
    ...(isDynamic && { dynamicStableScale: true }),
    ...(!isDynamic && random.maybe(0.5, () => ({ scaleDownDelaySeconds: random.pick(...LENGTHS) }))),
    ...random.maybe(0.5, () => ({ abortScaleDownDelaySeconds: random.pick(...LENGTHS) })),
    ...random.maybe(0.3, () => ({ scaleDownDelayRevisionLimit: random.whole(0, 2) })),
    ...random.maybe(0.25, () => ({ minPodsPerReplicaSet: random.whole(1, 3) })),
  };
}

/** Steps of every kind but plugins. */
export function randomSteps(random: Random, isRouted: boolean): JsonObject[] {
  const steps = random.list(0, 5, () => (isRouted && random.chance(0.4) ? routedStep(random) : step(random)));
  if (!JSON.stringify(steps).includes('"weight":5')) return steps;
  // The weights of a canary and of an experiment beside it must not come to more than there is.
  return steps.map((step) => (Number(step['setWeight'] ?? 0) > 95 ? { setWeight: 95 } : step));
}

function step(random: Random): JsonObject {
  const roll = random.next();
  if (roll < 0.5) return { setWeight: random.pick(0, 1, 20, 25, 50, 75, 99, 100) };
  if (roll < 0.75)
    return { pause: random.pick<JsonObject>({}, { duration: 7 }, { duration: '2m' }, { duration: 2400 }) };
  return roll < 0.9 ? { analysis: CHECK } : { experiment: experiment(random, {}) };
}

function routedStep(random: Random): JsonObject {
  const match = [{ headerName: 'beta', headerValue: { exact: 'yes' } }];
  switch (random.whole(0, 3)) {
    case 0:
      return {
        setCanaryScale: random.pick<JsonObject>(
          { replicas: 1 },
          { replicas: 3 },
          { weight: 40 },
          { matchTrafficWeight: true },
        ),
      };
    case 1:
      return { setHeaderRoute: { name: 'head', ...random.maybe(0.7, () => ({ match })) } };
    case 2:
      return { setMirrorRoute: { name: 'mirror', percentage: 30, match: [{ path: { prefix: '/' } }] } };
    default:
      return {
        experiment: experiment(
          random,
          random.maybe(0.5, () => ({ weight: 5 })),
        ),
      };
  }
}

function experiment(random: Random, weight: JsonObject): JsonObject {
  const isRequired = random.chance(0.5);
  return {
    ...(isRequired ? random.maybe(0.3, () => ({ duration: '2m' })) : { duration: '2m' }),
    ...random.maybe(0.3, () => ({ scaleDownDelaySeconds: 0 })),
    templates: [
      { name: 'base', specRef: 'stable', replicas: 1 },
      { name: 'new', specRef: 'canary', replicas: random.whole(1, 2), metadata: { labels: { try: 'new' } }, ...weight },
    ],
    ...((isRequired || random.chance(0.5)) && {
      analyses: [{ name: 'check', templateName: 'check', ...(isRequired && { requiredForCompletion: true }) }],
    }),
  };
}

function blueGreen(random: Random): JsonObject {
  return {
    activeService: 'active',
    ...random.maybe(0.7, () => ({ previewService: 'preview' })),
    ...random.maybe(0.3, () => ({ previewReplicaCount: random.whole(1, 2) })),
    ...random.maybe(0.4, () => ({ autoPromotionEnabled: random.chance(0.3) })),
    ...random.maybe(0.3, () => ({ autoPromotionSeconds: random.pick(5, 120, 2400) })),
    ...random.maybe(0.5, () => ({ scaleDownDelaySeconds: random.pick(...LENGTHS) })),
    ...random.maybe(0.5, () => ({ abortScaleDownDelaySeconds: random.pick(...LENGTHS) })),
    ...random.maybe(0.3, () => ({ scaleDownDelayRevisionLimit: 0 })),
    ...random.maybe(0.3, () => ({ prePromotionAnalysis: CHECK })),
    ...random.maybe(0.3, () => ({ postPromotionAnalysis: CHECK })),
    ...random.maybe(0.3, () => ({ maxUnavailable: random.pick<number | string>(0, 1, '50%') })),
  };
}
