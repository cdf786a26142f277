import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { missingRouters, routersOf } from '../../src/traffic/routers-of.ts';

describe('the routers of a Rollout', () => {
  it.each<{ given: string; routing: JsonObject; routers: string[]; missing: string[] }>([
    { given: 'nothing', routing: {}, routers: [], missing: [] },
    {
      given: 'settings alone',
      routing: { managedRoutes: [{ name: 'a' }], maxTrafficWeight: 50 },
      routers: [],
      missing: [],
    },
    {
      given: 'several in another order',
      routing: { alb: {}, nginx: {}, istio: {} },
      routers: ['istio', 'nginx', 'alb'],
      missing: [],
    },
    { given: 'one that is not built', routing: { smi: {}, nginx: {} }, routers: ['nginx'], missing: ['smi'] },
    { given: 'null, which the API keeps at times', routing: { alb: null, nginx: {} }, routers: ['nginx'], missing: [] },
    {
      given: 'plugins, which have names of their own',
      routing: { plugins: { 'argoproj-labs/gatewayAPI': {}, 'acme/x': {} } },
      routers: [],
      missing: ['acme/x', 'argoproj-labs/gatewayAPI'],
    },
    { given: 'plugins without a name', routing: { plugins: {} }, routers: [], missing: [] },
    { given: 'plugins that are no object', routing: { plugins: 'x' }, routers: [], missing: ['plugins'] },
  ])('are asked in one order, and those that are missing are named, given $given', ({ routing, routers, missing }) => {
    expect(routersOf({ routing }).map(({ name }) => name)).toEqual(routers);
    expect(missingRouters({ routing })).toEqual(missing);
  });
});
