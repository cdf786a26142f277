import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { canary, errorsOf, routed } from '../rollouts.ts';

/** What upstream's own rules say, by running them (argo-rollouts 9f8d111). */
describe('a canary strategy', () => {
  it.each<{ given: string; rollout: JsonObject; then: readonly string[] }>([
    {
      given: 'neither more nor fewer pods',
      rollout: canary({ maxSurge: 0, maxUnavailable: '0%' }),
      then: ['spec.strategy.maxSurge: Invalid value: 0: MaxSurge and MaxUnavailable both can not be zero'],
    },
    {
      given: 'nonsense, which is 0',
      rollout: canary({ maxSurge: 'abc', maxUnavailable: 0 }),
      then: ['spec.strategy.maxSurge: Invalid value: "abc": MaxSurge and MaxUnavailable both can not be zero'],
    },
    {
      given: 'no more pods, and a quarter fewer',
      rollout: canary({ maxSurge: 0 }),
      then: [],
    },
    {
      given: 'one service twice',
      rollout: canary({ canaryService: 'a', stableService: 'a' }),
      then: [
        'spec.strategy.stableService: Invalid value: "a": This rollout uses the same service for the stable and canary services, but two different services are required.',
      ],
    },
    {
      given: 'no services',
      rollout: canary({}),
      then: [],
    },
    {
      given: 'what needs a router',
      rollout: canary({ scaleDownDelaySeconds: 0, dynamicStableScale: true }),
      then: [
        'spec.strategy.scaleDownDelaySeconds: Invalid value: 0: Canary scaleDownDelaySeconds can only be used with traffic routing',
        'spec.strategy.dynamicStableScale: Invalid value: true: Canary dynamicStableScale can only be used with traffic routing',
      ],
    },
    {
      given: 'a shrinking stable side that stays',
      rollout: routed({ smi: {} }, { scaleDownDelaySeconds: 5, dynamicStableScale: true }),
      then: [
        'spec.strategy.dynamicStableScale: Invalid value: true: Canary dynamicStableScale cannot be used with scaleDownDelaySeconds',
      ],
    },
    {
      given: 'a weight that the router does not know',
      rollout: routed({ istio: {}, maxTrafficWeight: 1000 }),
      then: [
        'spec.strategy.trafficRouting.maxTrafficWeight: Invalid value: 1000: Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins',
      ],
    },
    {
      given: 'a weight that a plugin knows',
      rollout: routed({ plugins: { 'a/b': {} }, maxTrafficWeight: 1000 }),
      then: [],
    },
    {
      given: 'a router without services',
      rollout: canary({ trafficRouting: { nginx: {} } }),
      then: [
        'spec.strategy.stableService: Invalid value: "": Canary service and Stable service must to be set to use Traffic Routing',
        'spec.strategy.canaryService: Invalid value: "": Canary service and Stable service must to be set to use Traffic Routing',
      ],
    },
    {
      given: 'a plugin without services',
      rollout: canary({ trafficRouting: { plugins: { 'a/b': {} } } }),
      then: [],
    },
    {
      given: 'subsets of Istio without services',
      rollout: canary({ trafficRouting: { istio: { destinationRule: { name: 'd' } } } }),
      then: [],
    },
    {
      given: 'ping and pong without services',
      rollout: canary({ pingPong: { pingService: 'a', pongService: 'b' }, trafficRouting: { istio: {} } }),
      then: [],
    },
    {
      given: 'ping and pong that are not named',
      rollout: canary({ pingPong: {} }),
      then: [
        'spec.strategy.pingPong.pingService: Invalid value: "": Ping service and Pong service must to be set to use Ping-Pong feature',
        'spec.strategy.pingPong.pongService: Invalid value: "": Ping service and Pong service must to be set to use Ping-Pong feature',
        'spec.strategy.pingPong.pingService: Invalid value: "": This rollout uses the same service for the ping and pong services, but two different services are required.',
      ],
    },
    {
      given: 'ping that is pong',
      rollout: canary({ pingPong: { pingService: 'a', pongService: 'a' } }),
      then: [
        'spec.strategy.pingPong.pingService: Invalid value: "a": This rollout uses the same service for the ping and pong services, but two different services are required.',
      ],
    },
    {
      given: 'ping and pong at the wrong router',
      rollout: routed({ nginx: {} }, { pingPong: { pingService: 'a', pongService: 'b' } }),
      then: [
        'spec.strategy.trafficRouting.alb: Invalid value: null: Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only',
      ],
    },
    {
      given: 'ping and pong of ALB without a root',
      rollout: canary({
        pingPong: { pingService: 'a', pongService: 'b' },
        trafficRouting: { alb: { servicePort: 80 } },
      }),
      then: [
        'spec.strategy.trafficRouting.alb.rootService: Invalid value: "": Root service field is required for the configuration with ALB and ping-pong feature enabled',
      ],
    },
    {
      given: 'a wish of no weight',
      rollout: canary({ antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: {} } }),
      then: ['spec.strategy.antiAffinity.weight: Invalid value: 0: AntiAffinity weight must be between 1-100'],
    },
  ])('$given', ({ rollout, then }) => {
    expect(errorsOf(rollout)).toEqual(then);
  });
});
