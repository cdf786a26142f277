import type { JsonObject } from '../../../src/core/json.ts';
import { atStep, is, stays } from '../support/checks/phase.ts';
import { counts, deadline, everyPod, pods } from '../support/checks/pods.ts';
import { serves } from '../support/checks/services.ts';
import { deployed } from '../support/deeds/apply.ts';
import { aborted, imageSet, pausedByHand, promoted, retried, undone } from '../support/deeds/command.ts';
import { pause, setWeight } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

/*
 * What upstream's guide has its readers apply, field by field, without a label or anything else of ours.
 */

const DEMO = { app: 'rollouts-demo' };
const CANARY: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'rollouts-demo' },
  spec: {
    replicas: 5,
    strategy: {
      canary: {
        steps: [setWeight(20), pause(), setWeight(40), pause(10), setWeight(60), pause(10), setWeight(80), pause(10)],
      },
    },
    revisionHistoryLimit: 2,
    selector: { matchLabels: DEMO },
    template: {
      metadata: { labels: DEMO },
      spec: {
        containers: [
          {
            name: 'rollouts-demo',
            image: 'argoproj/rollouts-demo:blue',
            ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
            resources: { requests: { memory: '32Mi', cpu: '5m' } },
          },
        ],
      },
    },
  },
};

const COLOURS = { app: 'rollout-bluegreen' };
const BLUE_GREEN: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'rollout-bluegreen' },
  spec: {
    replicas: 2,
    revisionHistoryLimit: 2,
    selector: { matchLabels: COLOURS },
    template: {
      metadata: { labels: COLOURS },
      spec: {
        containers: [
          {
            name: 'rollouts-demo',
            image: 'argoproj/rollouts-demo:blue',
            imagePullPolicy: 'Always',
            ports: [{ containerPort: 8080 }],
          },
        ],
      },
    },
    strategy: {
      blueGreen: {
        activeService: 'rollout-bluegreen-active',
        previewService: 'rollout-bluegreen-preview',
        autoPromotionEnabled: false,
      },
    },
  },
};

const serviceOf = (name: string, selector: JsonObject, port: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ protocol: 'TCP', port: 80, ...port }] },
});

const colour = (name: string) => imageSet('rollouts-demo', `argoproj/rollouts-demo:${name}`);
const runsColour = (name: string) =>
  everyPod(`is ${name}`, (spec) => JSON.stringify(spec).includes(`"argoproj/rollouts-demo:${name}"`));

/** The first Rollouts that users meet, through their life. */
export const gettingStarted: Chapter = {
  name: 'getting started',
  scenarios: {
    'docs/getting-started/basic': scenario(
      'the canary of five: deployed, updated, paused, promoted, aborted, retried, undone',
    )
      .given(deployed(CANARY, serviceOf('rollouts-demo', DEMO, { name: 'http', targetPort: 'http' })))
      .expect(counts(5, 5, 5, 5, 5), runsColour('blue'))
      .when(colour('yellow'))
      .expect(atStep(1), pods({ canary: 1, stable: 4 }), counts(5, 5, 1, 5, 5), stays(atStep(1), 2))
      .when(promoted())
      .expect(atStep(3), pods({ canary: 2, stable: 3 }))
      .when(pausedByHand())
      .expect(is('Paused'), stays(atStep(3), 12))
      .when(promoted())
      .expect(atStep(5), pods({ canary: 3, stable: 2 }))
      .expect(atStep(7), pods({ canary: 4, stable: 1 }))
      .expect(is('Healthy'), counts(5, 5, 5, 5, 5), runsColour('yellow'))
      .when(colour('red'))
      .expect(atStep(1), pods({ canary: 1, stable: 4 }))
      .when(aborted())
      .expect(is('Degraded'), pods({ canary: 0, stable: 5 }), counts(5, 5, 0, 5, 5))
      .when(retried())
      .expect(atStep(1), pods({ canary: 1, stable: 4 }))
      .when(undone())
      .expect(is('Healthy'), counts(5, 5, 5, 5, 5), runsColour('yellow')),

    'examples/rollout-bluegreen.yaml': scenario(
      'blue-green: deployed, updated, paused, promoted, aborted, retried, undone',
    )
      .given(
        deployed(
          serviceOf('rollout-bluegreen-active', COLOURS, { targetPort: 8080 }),
          serviceOf('rollout-bluegreen-preview', COLOURS, { targetPort: 8080 }),
          BLUE_GREEN,
        ),
      )
      .expect(counts(2, 2, 2, 2, 2), serves({ active: 'r1', preview: 'r1', stable: 'r1' }))
      .when(colour('green'))
      .expect(is('Paused'), counts(2, 4, 2, 2, 2), serves({ active: 'r1', preview: 'r2', stable: 'r1' }))
      .when(promoted())
      .expect(is('Healthy'), serves({ active: 'r2', preview: 'r2', stable: 'r2' }), deadline({ r1: true }))
      .when(colour('red'))
      .expect(is('Paused'), serves({ active: 'r2', preview: 'r3' }))
      .when(aborted())
      .expect(is('Degraded'), serves({ active: 'r2', stable: 'r2' }))
      .when(retried())
      .expect(is('Paused'), serves({ active: 'r2', preview: 'r3' }))
      .when(promoted())
      .expect(is('Healthy'), serves({ active: 'r3', stable: 'r3' }), deadline({ r2: true }))
      .when(undone())
      .expect(is('Healthy'), serves({ active: 'r4', preview: 'r4', stable: 'r4' }), runsColour('green')),
  },
};
