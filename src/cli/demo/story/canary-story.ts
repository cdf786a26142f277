import { errorRate, latency } from './metrics.ts';
import { analysis, ingress, NAMESPACE, namespace, rollout, SHOP, service, template } from './shop.ts';
import type { Entries, Story } from './story.ts';

/** The Ingress that nginx splits. */
export const CANARY_ENTRIES: Entries = {
  users: { kind: 'nginx', namespace: NAMESPACE, name: SHOP },
};

const STRATEGY = {
  canary: {
    stableService: 'shop-stable',
    canaryService: 'shop-canary',
    trafficRouting: { nginx: { stableIngress: 'shop' } },
    scaleDownDelaySeconds: 2,
    abortScaleDownDelaySeconds: 2,
    analysis: { ...analysis('watch'), startingStep: 2 },
    steps: [
      { setWeight: 10 },
      { analysis: analysis('first-look') },
      { setWeight: 50 },
      { pause: { duration: '10s' } },
      { setWeight: 100 },
    ],
  },
};

/** @param prometheus  where Prometheus answers */
export function canaryStory(prometheus: string): Story {
  return {
    opening: OPENING,
    objects: [
      namespace,
      service('shop-stable'),
      service('shop-canary'),
      ingress('shop-stable'),
      template('first-look', [
        errorRate({ prometheus, count: 3, failureLimit: 0 }),
        latency({ prometheus, count: 3, failureLimit: 0 }),
      ]),
      template('watch', [errorRate({ prometheus, failureLimit: 1 })]),
      rollout(STRATEGY, 'v1'),
    ],
    acts: [
      {
        title: 'A good release: shop:v2',
        text: 'The gate should let it through, step by step.',
        version: 'v2',
        ending: 'released',
      },
      {
        title: 'A bad release: shop:v3',
        text: 'It does well with few requests and breaks with many. The gate should take it back.',
        version: 'v3',
        ending: 'takenBack',
      },
    ],
  };
}

const OPENING = [
  'The shop has 3 pods of shop:v1 and 100 requests a second. A release of it takes 5 steps:',
  '',
  '  1  10 % of the requests go to the new version',
  '  2  analysis: its error rate and latency are measured 3 times',
  '  3  50 % of the requests',
  '  4  10 seconds to wait',
  '  5  all of the requests',
  '',
  'From step 3 on a background analysis measures the error rate every 2 seconds.',
  'The gate: at most 5 % of the requests may fail, and 95 % must be answered within 0.3 s.',
];
