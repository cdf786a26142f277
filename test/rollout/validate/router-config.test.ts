import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { routerConfigErrors } from '../../../src/rollout/validate/router-config.ts';
import { blueGreen, routed } from './rollouts.ts';

const PATH = 'spec.strategy.canary.trafficRouting';

describe('how routers name what they route', () => {
  it.each<{ given: string; routing: JsonObject; then: readonly string[] }>([
    { given: 'one ingress', routing: { nginx: { stableIngress: 'a' } }, then: [] },
    { given: 'several ingresses', routing: { alb: { ingresses: ['a', 'b'] } }, then: [] },
    { given: 'an empty list, which is a list', routing: { nginx: { stableIngresses: [] } }, then: [] },
    { given: 'one VirtualService', routing: { istio: { virtualService: {} } }, then: [] },
    { given: 'several VirtualServices', routing: { istio: { virtualServices: [] } }, then: [] },
    { given: 'another router', routing: { smi: {} }, then: [] },
    {
      given: 'neither',
      routing: { nginx: {}, alb: { ingress: '' }, istio: {} },
      then: [
        `${PATH}.nginx: Internal error: Either StableIngress or StableIngresses must be configured. Neither are configured.`,
        `${PATH}.alb: Internal error: Either Ingress or Ingresses must be configured. Neither are configured.`,
        `${PATH}.istio: Internal error: either VirtualService or VirtualServices must be configured`,
      ],
    },
    {
      given: 'both',
      routing: {
        nginx: { stableIngress: 'a', stableIngresses: [] },
        alb: { ingress: 'a', ingresses: ['b'] },
        istio: { virtualService: {}, virtualServices: [] },
      },
      then: [
        `${PATH}.nginx: Internal error: Either StableIngress or StableIngresses must be configured. Both are configured.`,
        `${PATH}.alb: Internal error: Either Ingress or Ingresses must be configured. Both are configured.`,
        `${PATH}.istio: Internal error: either VirtualService or VirtualServices must be configured`,
      ],
    },
  ])('$given', ({ routing, then }) => {
    const { nginx, alb, istio } = routerConfigErrors(routed(routing));
    expect([nginx, alb, istio].flatMap((error) => error?.text ?? [])).toEqual(then);
  });

  it('is nothing to a blue-green strategy', () => {
    expect(routerConfigErrors(blueGreen({}))).toEqual({ nginx: undefined, alb: undefined, istio: undefined });
  });
});
