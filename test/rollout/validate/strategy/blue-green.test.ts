import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { blueGreen, errorsOf } from '../rollouts.ts';

/** What upstream's own rules say, by running them (argo-rollouts 9f8d111). */
describe('a blue-green strategy', () => {
  it.each<{ given: string; rollout: JsonObject; then: readonly string[] }>([
    {
      given: 'two services',
      rollout: blueGreen({ activeService: 'a', previewService: 'p' }),
      then: [],
    },
    {
      given: 'one service twice',
      rollout: blueGreen({ activeService: 'a', previewService: 'a' }),
      then: [
        'spec.strategy.activeService: Invalid value: "a": This rollout uses the same service for the active and preview services, but two different services are required.',
      ],
    },
    {
      given: 'no services, which are the same service to upstream',
      rollout: blueGreen({}),
      then: [
        'spec.strategy.activeService: Invalid value: "": This rollout uses the same service for the active and preview services, but two different services are required.',
      ],
    },
    {
      given: 'more revisions waiting than are kept',
      rollout: blueGreen({ activeService: 'a', scaleDownDelayRevisionLimit: 11 }),
      then: [
        "spec.strategy.scaleDownDelayRevisionLimit: Invalid value: 11: This rollout's revision history limit can not be smaller than the rollout's scale down limit",
      ],
    },
    {
      given: 'as many revisions waiting as are kept',
      rollout: blueGreen({ activeService: 'a', scaleDownDelayRevisionLimit: 10 }),
      then: [],
    },
    {
      given: 'keeping away from nothing',
      rollout: blueGreen({ activeService: 'a', antiAffinity: {} }),
      then: [
        'spec.strategy.antiAffinity: Invalid value: "antiAffinity.PreferredDuringSchedulingIgnoredDuringExecution: false antiAffinity.RequiredDuringSchedulingIgnoredDuringExecution: false": AntiAffinity must have exactly one strategy listed',
      ],
    },
    {
      given: 'keeping away in two ways',
      rollout: blueGreen({
        activeService: 'a',
        antiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: { weight: 101 },
          requiredDuringSchedulingIgnoredDuringExecution: {},
        },
      }),
      then: [
        'spec.strategy.antiAffinity: Invalid value: "antiAffinity.PreferredDuringSchedulingIgnoredDuringExecution: true antiAffinity.RequiredDuringSchedulingIgnoredDuringExecution: true": AntiAffinity must have exactly one strategy listed',
        'spec.strategy.antiAffinity.weight: Invalid value: 101: AntiAffinity weight must be between 1-100',
      ],
    },
  ])('$given', ({ rollout, then }) => {
    expect(errorsOf(rollout)).toEqual(then);
  });
});
