import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { virtualServiceErrors } from '../../../../src/rollout/validate/references/virtual-service.ts';
import { canary, routed } from '../rollouts.ts';

const to = (...hosts: readonly string[]): Json => hosts.map((host) => ({ destination: { host } }));
const BOTH = to('sta', 'can.ns.svc');
const toSubsets = (...subsets: readonly string[]): Json => subsets.map((subset) => ({ destination: { subset } }));

interface Given {
  readonly given: string;
  /** What the Rollout says of the VirtualService `vs`. */
  readonly reference?: JsonObject;
  readonly istio?: JsonObject;
  readonly managed?: readonly string[];
  /** `spec` of the VirtualService. */
  readonly spec: JsonObject;
  readonly then: readonly string[];
}

describe('routes of a VirtualService', () => {
  it.each<Given>([
    { given: 'to both sides', spec: { http: [{ route: BOTH }] }, then: [] },
    {
      given: 'that are not there',
      spec: {},
      then: ['Unable to get any of the HTTP, TCP or TLS routes for the Istio VirtualService'],
    },
    {
      given: 'to one side',
      spec: { http: [{ route: to('sta') }], tcp: [{ route: to('can') }] },
      then: [
        "Istio VirtualService has invalid HTTP routes. Error: Canary Service 'can' not found in route",
        "Istio VirtualService has invalid TCP routes. Error: Stable Service 'sta' not found in route",
      ],
    },
    {
      given: 'of another form',
      spec: { http: [{ route: 'x' }], tls: [{ match: [{ port: 'x' }] }], tcp: [5] },
      then: [
        'Unable to get HTTP routes for Istio VirtualService',
        'Unable to get TLS routes for Istio VirtualService',
        'Unable to get TCP routes for Istio VirtualService',
      ],
    },
    {
      given: 'by name, of which one is missing',
      reference: { routes: ['a', 'b'] },
      spec: { http: [{ name: 'a', route: BOTH }] },
      then: [
        "Istio VirtualService has invalid HTTP routes. Error: HTTP Route 'b' is not found in the defined Virtual Service.",
      ],
    },
    {
      given: 'by name beside others',
      reference: { routes: ['a'] },
      spec: { http: [{ name: 'a', route: BOTH }, { name: 'b' }] },
      then: [],
    },
    {
      given: 'of which nobody says which',
      spec: { http: [{ name: 'a' }, { route: BOTH }] },
      then: [
        'Istio VirtualService has invalid HTTP routes. Error: spec.http[] should be set in VirtualService and it must have exactly one route when omitting spec.strategy.canary.trafficRouting.istio.virtualService.routes',
      ],
    },
    {
      given: 'of which all but one are made by steps',
      managed: ['a'],
      spec: { http: [{ name: 'a' }, { route: BOTH }] },
      then: [],
    },
    {
      given: 'by port and hosts',
      reference: { tlsRoutes: [{ port: 443, sniHosts: ['a', 'b'] }] },
      spec: { tls: [{ match: [{ port: 443, sniHosts: ['b', 'a'] }], route: BOTH }, { match: [{ port: 443 }] }] },
      then: [],
    },
    {
      given: 'by ports that differ',
      reference: { tlsRoutes: [{ port: 443 }], tcpRoutes: [{ port: 1 }] },
      spec: {
        tls: [{ match: [{ port: 443 }, { port: 444 }], route: BOTH }],
        tcp: [{ match: [{ port: 2 }], route: BOTH }],
      },
      then: [
        'Istio VirtualService has invalid TLS routes. Error: No matching TLS routes found in the defined Virtual Service.',
        'Istio VirtualService has invalid TCP routes. Error: No matching TCP routes found in the defined Virtual Service.',
      ],
    },
    {
      given: 'to subsets',
      istio: { destinationRule: { name: 'd', canarySubsetName: 'c', stableSubsetName: 's' } },
      spec: { http: [{ route: toSubsets('c', 's') }], tcp: [{ route: toSubsets('c') }] },
      then: [
        "Istio VirtualService has invalid TCP routes. Error: Stable DestinationRule subset 's' not found in route",
      ],
    },
  ])('$given', ({ reference = {}, istio = {}, managed = [], spec, then }) => {
    const rollout = routed({
      istio: { virtualService: { name: 'vs', ...reference }, ...istio },
      managedRoutes: managed.map((name) => ({ name })),
    });
    const path = 'spec.strategy.canary.trafficRouting.istio.virtualService.name: Invalid value: "vs": ';
    const errors = virtualServiceErrors({ metadata: { name: 'vs' }, spec }, rollout);
    expect(errors.map(({ text }) => text)).toEqual(then.map((text) => path + text));
  });

  it.each<[written: string, name: string]>([
    ['vs', 'vs'],
    ['vs.other', 'vs'],
    ['vs.other.cluster.local', 'vs'],
    ['v.s.other', 'v.s'],
  ])('%s names %s', (written, name) => {
    const rollout = routed({ istio: { virtualServices: [{ name: 'x' }, { name: written }] } });
    const errors = virtualServiceErrors({ metadata: { name }, spec: {} }, rollout);
    expect(errors.map(({ field }) => field)).toEqual([
      'spec.strategy.canary.trafficRouting.istio.virtualServices.name',
    ]);
  });

  it('of one that the Rollout does not name are not looked at', () => {
    const rollout = routed({ istio: { virtualService: { name: 'vs' } } });
    expect(virtualServiceErrors({ metadata: { name: 'other' } }, rollout)).toEqual([]);
  });

  it('lead to ping and pong where neither service is named', () => {
    const rollout = {
      ...canary({
        pingPong: { pingService: 'ping', pongService: 'pong' },
        trafficRouting: { istio: { virtualService: { name: 'vs' } } },
      }),
      status: { canary: { stablePingPong: 'ping' } },
    };
    const virtualService = { metadata: { name: 'vs' }, spec: { http: [{ route: to('ping') }] } };
    expect(virtualServiceErrors(virtualService, rollout).map(({ detail }) => detail)).toEqual([
      "Istio VirtualService has invalid HTTP routes. Error: Canary Service 'pong' not found in route",
    ]);
  });

  it('are nothing to a Rollout without Istio', () => {
    expect(virtualServiceErrors({}, canary({})).map(({ detail }) => detail)).toEqual([
      'Rollout object is not configured with Istio traffic routing',
    ]);
  });
});
