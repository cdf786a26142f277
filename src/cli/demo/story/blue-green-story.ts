import { errorPercent, latencyMs } from './metrics.ts';
import { THE_GATE, THE_SHOP } from './opening.ts';
import { analysis, NAMESPACE, namespace, rollout, service, template } from './shop.ts';
import type { Entries, Story } from './story.ts';

/** The two Services: users meet the active version, tests the preview. */
export const BLUE_GREEN_ENTRIES: Entries = {
  users: { kind: 'service', namespace: NAMESPACE, name: 'shop-active' },
  tests: { kind: 'service', namespace: NAMESPACE, name: 'shop-preview' },
};

const FIRST = 'v1';
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
  const firstLook = { prometheus, initialDelay: '3s', count: 3, failureLimit: 0 };
  return {
    opening: OPENING,
    objects: [
      namespace,
      service('shop-active'),
      service('shop-preview'),
      template('first-look', [errorPercent(firstLook), latencyMs(firstLook)]),
      template('watch', [errorPercent({ prometheus, count: 5, failureLimit: 1 })]),
      rollout(STRATEGY, FIRST),
    ],
    first: FIRST,
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
  ...THE_SHOP,
  'A release of it goes all at once (blue-green):',
  '',
  '  1  the new version starts beside the old, for tests alone',
  '  2  pre-promotion analysis: the gate measures it 3 times',
  '  3  all of the requests go to the new version',
  '  4  post-promotion analysis: the gate measures it 5 times',
  '',
  ...THE_GATE,
];
