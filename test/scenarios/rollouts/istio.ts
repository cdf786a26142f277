import type { JsonObject } from '../../../src/core/json.ts';
import { atStep, is, stays } from '../support/checks/phase.ts';
import { current, deadline, pods } from '../support/checks/pods.ts';
import { selects } from '../support/checks/services.ts';
import {
  httpRoutes,
  isRuleManaged,
  type RouteWanted,
  routes,
  subsets,
  toExperiment,
} from '../support/checks/traffic.ts';
import { deployed } from '../support/deeds/apply.ts';
import { changed, released, scaled } from '../support/deeds/change.ts';
import { aborted, promoted } from '../support/deeds/command.ts';
import {
  destinationRule,
  pause,
  pod,
  ROUTED,
  rollout,
  service,
  setCanaryScale,
  setWeight,
  split,
  virtualService,
} from '../support/manifests.ts';
import { type Chapter, type Scenario, scenario } from '../support/scenario.ts';

/** Services need a port, experiments too. */
const WITH_PORT = pod({ ports: [{ name: 'http', containerPort: 80 }] });

const PRIMARY = split('web-stable', 'web-canary', { name: 'primary' });
const TLS = split('web-stable', 'web-canary', { match: [{ port: 3000, sniHosts: ['web.test'] }] });
const TLS_ROUTES = { tlsRoutes: [{ port: 3000, sniHosts: ['web.test'] }] };

const TEN = [setWeight(10), pause()];

interface HostSplit {
  readonly steps?: readonly JsonObject[];
  readonly routes?: JsonObject;
  readonly virtual?: JsonObject;
  readonly canary?: JsonObject;
  readonly replicas?: number;
}

/** A canary that is told from stable by the host: a Service for each. */
function hostSplit({
  steps = TEN,
  routes: chosen,
  virtual,
  canary,
  replicas = 1,
}: HostSplit = {}): readonly JsonObject[] {
  const istio = { virtualService: { name: 'web', ...(chosen ?? { routes: ['primary'] }) } };
  return [
    service('web-stable'),
    service('web-canary'),
    virtualService(virtual ?? { http: [PRIMARY] }),
    rollout({
      replicas,
      pod: WITH_PORT,
      strategy: { canary: { ...ROUTED, trafficRouting: { istio }, steps, ...canary } },
    }),
  ];
}

/** A canary that is told from stable by a subset of one host. */
function subsetSplit(route: JsonObject, canary: JsonObject = {}, replicas = 1): readonly JsonObject[] {
  const istio = {
    virtualService: { name: 'web', ...('name' in route && { routes: ['primary'] }) },
    destinationRule: { name: 'web', canarySubsetName: 'canary', stableSubsetName: 'stable' },
  };
  return [
    service('web'),
    virtualService({ http: [route] }),
    destinationRule(),
    rollout({
      replicas,
      pod: WITH_PORT,
      strategy: { canary: { trafficRouting: { istio }, steps: TEN, ...canary } },
    }),
  ];
}

const SUBSETS = split('web/stable', 'web/canary', { name: 'primary' });

/** Weights of stable and canary, in routes of these protocols. */
const byHost = (stable: number, protocols: readonly NonNullable<RouteWanted['protocol']>[] = ['http']) =>
  routes(...protocols.map((protocol) => ({ protocol, weights: { 'web-stable': stable, 'web-canary': 100 - stable } })));
const bySubset = (stable: number) => routes({ weights: { stable, canary: 100 - stable } });

function hostScenario(title: string, given: HostSplit, protocols: readonly ('http' | 'tls')[]): Scenario {
  return scenario(title)
    .given(deployed(...hostSplit(given)))
    .expect(byHost(100, protocols), selects({ 'web-canary': 'r1', 'web-stable': 'r1' }))
    .when(released())
    .expect(is('Paused'), byHost(90, protocols), selects({ 'web-canary': 'r2', 'web-stable': 'r1' }))
    .when(promoted())
    .expect(is('Healthy'), byHost(100, protocols), selects({ 'web-canary': 'r2', 'web-stable': 'r2' }))
    .expect(pods({ r1: 1 }), deadline({ r1: true }));
}

function subsetScenario(title: string, route: JsonObject): Scenario {
  return scenario(title)
    .given(deployed(...subsetSplit(route)))
    .expect(bySubset(100), subsets('r1', 'r1'))
    .when(released())
    .expect(is('Paused'), bySubset(90), subsets('r1', 'r2'))
    .when(promoted())
    .expect(is('Healthy'), bySubset(100), subsets('r2', 'r2'), pods({ r1: 1 }));
}

const EXPERIMENT: JsonObject = {
  experiment: { templates: [{ name: 'third', specRef: 'canary', weight: 20 }] },
};

/** Weights in Istio's objects. */
export const istio: Chapter = {
  name: 'istio_test.go',
  scenarios: {
    TestIstioHostSplit: hostScenario('weights by host, in an HTTP route', {}, ['http']),

    'TestIstioHostSplit, with TLS': hostScenario(
      'weights by host, in an HTTP and a TLS route',
      { routes: { routes: ['primary'], ...TLS_ROUTES }, virtual: { http: [PRIMARY], tls: [TLS] } },
      ['http', 'tls'],
    ),

    TestIstioHostSplitOnlyTls: hostScenario(
      'weights by host, in a TLS route alone',
      { routes: { routes: ['primary'], ...TLS_ROUTES }, virtual: { tls: [TLS] } },
      ['tls'],
    ),

    TestIstioSubsetSplit: subsetScenario('weights by subset, and the rule is left clean', SUBSETS)
      .when(changed({ strategy: { canary: { trafficRouting: null } } }))
      .expect(isRuleManaged(false), subsets(null, null), pods({ r1: 0 })),

    TestIstioSubsetSplitSingleRoute: subsetScenario(
      'weights by subset, in the only route, which has no name',
      split('web/stable', 'web/canary'),
    ),

    TestIstioAbortUpdate: scenario('there is nothing to abort when all is promoted')
      .given(deployed(...hostSplit()))
      .when(aborted())
      .expect(stays(is('Healthy'), 1), pods({ r1: 1 }))
      .when(released())
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(aborted())
      .expect(stays(is('Healthy'), 1), pods({ r2: 1 })),

    TestIstioUpdateInMiddleZeroCanaryReplicas: scenario('a newer revision in the middle gets its pods')
      .given(deployed(...hostSplit({ replicas: 2, steps: [setWeight(0), setCanaryScale({ replicas: 1 }), pause()] })))
      .when(released())
      .expect(is('Paused'), pods({ r2: 1 }))
      .when(released())
      .expect(pods({ r3: 1 }), is('Paused'), pods({ r3: 1 })),

    TestIstioAbortUpdateDeleteAllCanaryPods: scenario('an aborted canary keeps its pods until their deadline')
      .given(
        deployed(
          ...hostSplit({
            replicas: 5,
            steps: [
              setCanaryScale({ replicas: 2 }),
              setWeight(20),
              pause(),
              setCanaryScale({ replicas: 4 }),
              setWeight(40),
              pause(),
            ],
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'), pods({ r2: 2 }))
      .when(promoted())
      .expect(atStep(5), pods({ r2: 4 }))
      .when(aborted())
      .expect(is('Degraded'), deadline({ r2: true }), pods({ r1: 5, r2: 4 })),

    TestIstioHostSplitExperimentStep: scenario('an experiment gets a weight, by host')
      .given(deployed(...hostSplit({ steps: [setWeight(10), EXPERIMENT] })))
      .expect(byHost(100), selects({ 'web-canary': 'r1', 'web-stable': 'r1' }))
      .when(released())
      .expect(
        atStep(1),
        toExperiment('web-stable', 70, 'web-canary', 10),
        selects({ 'web-canary': 'r2', 'web-stable': 'r1' }),
      )
      .when(promoted())
      .expect(is('Healthy'), byHost(100), selects({ 'web-canary': 'r2', 'web-stable': 'r2' }), pods({ r1: 1 })),

    TestIstioSubsetSplitExperimentStep: scenario('an experiment gets a weight, by subset')
      .given(deployed(...subsetSplit(SUBSETS, { steps: [setWeight(10), EXPERIMENT] })))
      .expect(bySubset(100), subsets('r1', 'r1'))
      .when(released())
      .expect(atStep(1), toExperiment('stable', 70, 'canary', 10), subsets('r1', 'r2', 'experiment'))
      .when(promoted())
      .expect(is('Healthy'), bySubset(100), subsets('r2', 'r2'), pods({ r1: 1 })),

    TestIstioPingPongUpdate: scenario('two services take turns')
      .given(
        deployed(
          service('ping'),
          service('pong'),
          virtualService({ http: [split('ping', 'pong', { name: 'primary' })] }),
          rollout({
            pod: WITH_PORT,
            strategy: {
              canary: {
                pingPong: { pingService: 'ping', pongService: 'pong' },
                trafficRouting: { istio: { virtualService: { name: 'web', routes: ['primary'] } } },
                steps: [setWeight(25), pause()],
              },
            },
          }),
        ),
      )
      .expect(routes({ weights: { ping: 100, pong: 0 } }))
      .when(released())
      .expect(atStep(1), routes({ weights: { ping: 75, pong: 25 } }))
      .when(promoted())
      .expect(is('Healthy'), routes({ weights: { ping: 0, pong: 100 } }))
      .when(released())
      .expect(atStep(1), routes({ weights: { ping: 25, pong: 75 } }))
      .when(promoted())
      .expect(is('Healthy'), routes({ weights: { ping: 100, pong: 0 } })),

    TestIstioSubsetSplitInStableDownscaleAfterCanaryAbort: scenario(
      'fewer pods after an abort leave all traffic on stable',
    )
      .given(
        deployed(
          ...subsetSplit(
            split('web/stable', 'web/canary'),
            {
              dynamicStableScale: true,
              canaryMetadata: { labels: { role: 'canary' } },
              stableMetadata: { labels: { role: 'stable' } },
              maxSurge: '25%',
              maxUnavailable: '20%',
              steps: [setWeight(10), pause(), setWeight(50), pause()],
            },
            4,
          ),
        ),
      )
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'))
      .when(scaled(1))
      .expect(current(1), bySubset(100)),
  },
};

const managed = (names: readonly string[], steps: readonly JsonObject[]): readonly JsonObject[] =>
  hostSplit({
    replicas: 5,
    steps,
    virtual: { gateways: ['web'], http: [PRIMARY] },
    canary: {
      trafficRouting: {
        managedRoutes: names.map((name) => ({ name })),
        istio: { virtualService: { name: 'web', routes: ['primary'] } },
      },
    },
  });

const headerRoute = (pattern: string): JsonObject => ({
  setHeaderRoute: { name: 'by-header', match: [{ headerName: 'agent', headerValue: { regex: pattern } }] },
});

/** Routes by header. */
export const headerRoutes: Chapter = {
  name: 'header_route_test.go',
  scenarios: {
    TestIstioHostHeaderRoute: scenario('requests with a header go to the canary')
      .given(
        deployed(
          ...managed(
            ['by-header'],
            [
              setWeight(20),
              headerRoute('firefox(.*)'),
              pause(),
              headerRoute('chrome(.*)'),
              pause(),
              setWeight(40),
              { setHeaderRoute: { name: 'by-header' } },
              pause(),
            ],
          ),
        ),
      )
      .expect(routes({ name: 'primary', weights: { 'web-stable': 100, 'web-canary': 0 } }))
      .when(released())
      .expect(
        atStep(2),
        routes(
          { name: 'by-header', weights: { 'web-canary': 100 } },
          { at: 1, name: 'primary', weights: { 'web-stable': 80, 'web-canary': 20 } },
        ),
      )
      .when(promoted())
      .expect(atStep(4), routes({ name: 'by-header', weights: { 'web-canary': 100 } }))
      .when(promoted())
      .expect(atStep(7), routes({ name: 'primary', weights: { 'web-stable': 60, 'web-canary': 40 } }), httpRoutes(1))
      .when(promoted('full'))
      .expect(is('Healthy'), routes({ name: 'primary', weights: { 'web-stable': 100, 'web-canary': 0 } })),
  },
};

const mirrorRoute = (name: string, percentage: number, match: JsonObject): JsonObject => ({
  setMirrorRoute: { name, percentage, match: [match] },
});

/** Routes that mirror. */
export const mirrorRoutes: Chapter = {
  name: 'mirror_route_test.go',
  scenarios: {
    TestIstioHostMirrorRoute: scenario('requests are mirrored to the canary')
      .given(
        deployed(
          ...managed(
            ['first', 'second'],
            [
              setWeight(20),
              mirrorRoute('first', 100, { path: { prefix: '/' } }),
              mirrorRoute('second', 80, { path: { prefix: '/' }, method: { exact: 'GET' } }),
              pause(),
              mirrorRoute('first', 100, { path: { prefix: '/rewrite' } }),
              pause(),
              setWeight(40),
              { setMirrorRoute: { name: 'first' } },
              pause(),
            ],
          ),
        ),
      )
      .expect(routes({ name: 'primary', weights: { 'web-stable': 100, 'web-canary': 0 } }))
      .when(released())
      .expect(
        atStep(3),
        routes(
          { name: 'first', mirrors: 100, weights: { 'web-stable': 80, 'web-canary': 20 } },
          { at: 1, name: 'second', mirrors: 80, weights: { 'web-stable': 80, 'web-canary': 20 } },
          { at: 2, name: 'primary', weights: { 'web-stable': 80, 'web-canary': 20 } },
        ),
      )
      .when(promoted())
      .expect(atStep(5))
      .when(promoted())
      .expect(
        atStep(8),
        routes(
          { name: 'second', mirrors: 80, weights: { 'web-stable': 60, 'web-canary': 40 } },
          { at: 1, name: 'primary', weights: { 'web-stable': 60, 'web-canary': 40 } },
        ),
      )
      .when(promoted('full'))
      .expect(
        is('Healthy'),
        httpRoutes(1),
        routes({ name: 'primary', weights: { 'web-stable': 100, 'web-canary': 0 } }),
      ),
  },
};
