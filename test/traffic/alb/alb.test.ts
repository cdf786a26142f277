import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { type Steering, steer } from '../../../src/kube/traffic/steer.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { alb } from '../../../src/traffic/alb/alb.ts';
import { readRoute } from '../../../src/traffic/read-route.ts';
import type { AdditionalDestination, RouterEvent } from '../../../src/traffic/router.ts';
import { objectsInMemory } from '../../support/router-objects-in-memory.ts';

const PREFIX = 'alb.ingress.kubernetes.io';
const MANAGED = 'rollouts.argoproj.io/managed-alb-annotations';
const REMOVAL: Steering = { kind: 'removeManagedRoutes' };

describe('the weights of target groups', () => {
  it.each<{ given: string; weight: number; additional?: number[]; whole?: number; then: number[] }>([
    { given: 'a canary alone', weight: 25, then: [25, 75] },
    { given: 'experiments between canary and stable', weight: 10, additional: [20, 5], then: [10, 20, 5, 65] },
    { given: 'more than there is', weight: 90, additional: [20], then: [90, 20, 0] },
    { given: 'a smaller whole', weight: 5, whole: 50, then: [5, 45] },
    { given: 'the largest that a target group takes', weight: 998, whole: 999, then: [998, 1] },
    { given: 'a whole that no target group takes', weight: 500, whole: 1000, then: [500, 499] },
    { given: 'all of such a whole', weight: 2000, whole: 2000, then: [999, 0] },
  ])('are given in order, given $given', async ({ weight, additional = [], whole, then }) => {
    const destinations = additional.map((weight, i) => ({ serviceName: `exp-${i}`, podTemplateHash: 'abc', weight }));
    const world = worldOf(
      [ingress('web')],
      { ingress: 'web' },
      { ...(whole !== undefined && { maxTrafficWeight: whole }) },
    );
    await world.ask(weighing(weight, destinations));
    expect(world.weights('web')).toEqual(then);
  });
});

describe('several Ingresses', () => {
  it('are all written, also where the first is right already', async () => {
    const world = worldOf([ingress('a'), ingress('b')], { ingresses: ['a', 'b'] });
    await world.ask(weighing(25));
    world.objects.manifests.set('Ingress/shop/b', ingress('b'));
    await world.ask(weighing(25));
    expect(world.weights('b')).toEqual([25, 75]);
  });

  it('lose their routes, also where the first has none', async () => {
    const world = worldOf([ingress('a'), ingress('b')], { ingresses: ['a', 'b'] });
    for (const steering of [weighing(25), header('beta', 'yes')]) await world.ask(steering);
    world.objects.manifests.set('Ingress/shop/a', ingress('a', [stablePath], { [MANAGED]: '{"web":[]}' }));
    await world.ask(REMOVAL);
    expect(world.paths('b')).toEqual(['web-stable']);
  });
});

describe('what the original crashes on', () => {
  it.each<{ given: string; steering: Steering }>([
    { given: 'a weight', steering: weighing(25) },
    { given: 'a header route', steering: header('beta', 'yes') },
    { given: 'the removal of one', steering: header('beta') },
    { given: 'the removal of all', steering: REMOVAL },
  ])('is no trouble, given $given', async ({ steering }) => {
    const bucket = { path: '/r', backend: { resource: { kind: 'Bucket', name: 'b' } } };
    const rules = [{ host: 'empty.example.com' }, { http: null }, { http: { paths: [bucket, stablePath] } }];
    const { annotations: _, ...metadata } = new Fields(ingress('web')).object('metadata') ?? {};
    const world = worldOf([{ ...ingress('web'), metadata, spec: { rules } }], { ingress: 'web' });
    await world.ask(steering);
    expect(world.rules('web')).toMatchObject([
      rules[0],
      rules[1],
      { http: { paths: expect.arrayContaining([bucket, stablePath]) } },
    ]);
  });
});

describe('a header route', () => {
  it('asks for every header, and for one of the values of each', async () => {
    const world = worldOf([ingress('web')], { ingress: 'web' });
    const match = [
      ['X-A', '1'],
      ['X-B', '<b>'],
      ['X-A', '2'],
    ].map(([headerName = '', exact = '']) => ({ headerName, headerValue: { exact } }));
    await world.ask({ kind: 'setHeaderRoute', header: { name: 'beta', match } });
    expect(world.annotation('web', `${PREFIX}/conditions.beta`)).toBe(
      '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-A","values":["1","2"]}},' +
        '{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-B","values":["\\u003cb\\u003e"]}}]',
    );
  });

  it('stands where the list of managed routes has it, before the paths of the user', async () => {
    const world = worldOf([ingress('web')], { ingress: 'web' });
    for (const name of ['shadow', 'beta']) await world.ask(header(name, 'yes'));
    expect(world.paths('web')).toEqual(['beta', 'shadow', 'web-stable']);
    await world.ask(header('beta'));
    expect(world.paths('web')).toEqual(['shadow', 'web-stable']);
  });

  it('takes every path with it that leads to its action, which is gone', async () => {
    const leftBehind = { path: '/old', backend: { service: { name: 'beta', port: { name: 'use-annotation' } } } };
    const world = worldOf([ingress('web', [leftBehind, stablePath, leftBehind])], { ingress: 'web' });
    await world.ask(header('beta'));
    expect(world.paths('web')).toEqual(['web-stable']);
  });

  it('is told by its name', async () => {
    const world = worldOf([ingress('web')], { ingress: 'web' });
    await world.ask(header('beta', 'yes'));
    expect(world.events.map(({ message }) => message)).toEqual(["Updating Ingress `web` to headerRoute 'beta'"]);
  });
});

describe('the annotation that says what is managed', () => {
  it('keeps what other Rollouts have', async () => {
    const world = worldOf([ingress('web', [stablePath], { [MANAGED]: '{ "b":["x"], "a": null }' })], {
      ingress: 'web',
    });
    await world.ask(weighing(25));
    expect(world.annotation('web', MANAGED)).toBe(`{"a":null,"b":["x"],"web":["${PREFIX}/actions.web-stable"]}`);
  });

  it.each<{ given: string; value: string; why: string }>([
    { given: 'no JSON', value: 'web', why: "invalid character 'w' looking for beginning of value" },
    { given: 'a list', value: '["a"]', why: 'it is no JSON object' },
    { given: 'a number for a list', value: '{"web":5}', why: 'what it holds for "web" is no list of texts' },
    { given: 'numbers in a list', value: '{"b":[5]}', why: 'what it holds for "b" is no list of texts' },
  ])('is named with its Ingress when it is $given, and nothing is written', async ({ value, why }) => {
    const world = worldOf([ingress('web', [stablePath], { [MANAGED]: value })], { ingress: 'web' });
    await expect(world.ask(weighing(25))).rejects.toMatchObject({
      code: 'TRAFFIC_INVALID',
      message: `annotation ${MANAGED} of ingress \`web\` cannot be read: ${why}; take it away, and it is written anew`,
    });
    expect(world.objects.writes).toEqual([]);
  });
});

const stablePath = { path: '/', backend: { service: { name: 'web-stable', port: { name: 'use-annotation' } } } };

function weighing(weight: number, additional: readonly AdditionalDestination[] = []): Steering {
  return { kind: 'setWeight', split: { weight, additional } };
}

/** Without a value: the route is to go. */
function header(name: string, exact?: string): Steering {
  const match = exact === undefined ? [] : [{ headerName: 'X-Beta', headerValue: { exact } }];
  return { kind: 'setHeaderRoute', header: { name, match } };
}

function ingress(name: string, paths: JsonObject[] = [stablePath], annotations: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations },
    spec: { rules: [{ http: { paths } }] },
  };
}

function worldOf(before: readonly JsonObject[], settings: JsonObject, routing: JsonObject = {}) {
  const objects = objectsInMemory(before);
  const events: RouterEvent[] = [];
  const managedRoutes = [{ name: 'beta' }, { name: 'shadow' }];
  const trafficRouting = { managedRoutes, ...routing, alb: { servicePort: 80, ...settings } };
  const canary = { canaryService: 'web-canary', stableService: 'web-stable', trafficRouting };
  const route = readRoute({ metadata: { name: 'web', namespace: 'shop', uid: 'u' }, spec: { strategy: { canary } } });
  const ingressOf = (name: string): Fields => new Fields(objects.manifests.get(`Ingress/shop/${name}`));
  const annotation = (name: string, key: string): string =>
    ingressOf(name).below('metadata').below('annotations').text(key);
  const rules = (name: string): readonly Json[] => ingressOf(name).below('spec').list('rules');
  return {
    objects,
    events,
    annotation,
    rules,
    ask: (steering: Steering) => steer(alb, route, steering, { objects, tell: (event) => events.push(event) }),
    weights(name: string): readonly unknown[] {
      const action = new Fields(JSON.parse(annotation(name, `${PREFIX}/actions.web-stable`)));
      const targets = action.below('ForwardConfig').list('TargetGroups');
      return targets.map((target) => new Fields(target).json('Weight'));
    },
    /** The services that the paths of the first rule lead to. */
    paths(name: string): readonly string[] {
      const paths = new Fields(rules(name)[0]).below('http').list('paths');
      return paths.map((path) => new Fields(path).below('backend').below('service').text('name'));
    },
  };
}
