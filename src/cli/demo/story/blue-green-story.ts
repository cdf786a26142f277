import { errorRate, latency } from './metrics.ts';
import { analysis, NAMESPACE, namespace, rollout, service, template } from './shop.ts';
import type { Entries, Story } from './story.ts';

/** The two Services: users meet the active version, tests the preview. */
export const BLUE_GREEN_ENTRIES: Entries = {
  users: { kind: 'service', namespace: NAMESPACE, name: 'shop-active' },
  tests: { kind: 'service', namespace: NAMESPACE, name: 'shop-preview' },
};

const STRATEGY = {
  blueGreen: {
    activeService: 'shop-active',
    previewService: 'shop-preview',
    scaleDownDelaySeconds: 12,
    abortScaleDownDelaySeconds: 2,
    prePromotionAnalysis: analysis('first-look'),
    postPromotionAnalysis: analysis('watch'),
  },
};

/** @param prometheus  where Prometheus answers */
export function blueGreenStory(prometheus: string): Story {
  return {
    opening: OPENING,
    objects: [
      namespace,
      service('shop-active'),
      service('shop-preview'),
      template('first-look', [
        errorRate({ prometheus, count: 3, failureLimit: 0 }),
        latency({ prometheus, count: 3, failureLimit: 0 }),
      ]),
      template('watch', [errorRate({ prometheus, count: 5, failureLimit: 1 })]),
      rollout(STRATEGY, 'v1'),
    ],
    acts: [
      {
        title: 'A good release: shop:v2',
        text: 'The gate should let it through.',
        version: 'v2',
        ending: 'released',
      },
      {
        title: 'A bad release: shop:v3',
        text: 'It does well with the few requests of a test and breaks with those of everybody. The gate should take it back.',
        version: 'v3',
        ending: 'takenBack',
      },
    ],
  };
}

const OPENING = [
  'The shop has 3 pods of shop:v1 and 100 requests a second. A release of it goes so:',
  '',
  '  1  3 pods of the new version start beside the old ones, for a test team alone (preview)',
  '  2  pre-promotion analysis: error rate and latency of the preview are measured 3 times',
  '  3  all of the requests go to the new version at once (active)',
  '  4  post-promotion analysis: the error rate is measured 5 times; the old pods wait',
  '',
  'The gate: at most 5 % of the requests may fail, and 95 % must be answered within 0.3 s.',
];
