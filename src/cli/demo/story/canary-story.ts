import { errorPercent, latencyMs } from './metrics.ts';
import { THE_GATE, THE_SHOP } from './opening.ts';
import { analysis, ingress, NAMESPACE, namespace, rollout, SHOP, service, template } from './shop.ts';
import type { Entries, Story } from './story.ts';

/** The Ingress that nginx splits. */
export const CANARY_ENTRIES: Entries = {
  users: { kind: 'nginx', namespace: NAMESPACE, name: SHOP },
};

const FIRST = 'v1';
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
  const firstLook = { prometheus, initialDelay: '3s', count: 3, failureLimit: 0 };
  return {
    opening: OPENING,
    objects: [
      namespace,
      service('shop-stable'),
      service('shop-canary'),
      ingress('shop-stable'),
      template('first-look', [errorPercent(firstLook), latencyMs(firstLook)]),
      template('watch', [errorPercent({ prometheus, failureLimit: 1 })]),
      rollout(STRATEGY, FIRST),
    ],
    first: FIRST,
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
  ...THE_SHOP,
  'A release of it takes 5 steps (a canary):',
  '',
  '  1  10 % of the requests go to the new version',
  '  2  analysis: the gate measures it 3 times',
  '  3  50 % of the requests',
  '  4  a pause of 10 seconds',
  '  5  all of the requests',
  '',
  'From step 3 on a background analysis measures it every 2 s.',
  ...THE_GATE,
];
