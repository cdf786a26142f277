import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { type Steering, type SteeringDeps, steer } from '../../src/kube/traffic/steer.ts';
import { readRoute } from '../../src/traffic/read-route.ts';
import { ROUTERS } from '../../src/traffic/registry.ts';
import type { RouterEvent } from '../../src/traffic/router.ts';
import { type MemoryOptions, objectsInMemory, refusals } from '../support/router-objects-in-memory.ts';
import { albExtensions, albNetworking } from './subjects/alb.ts';
import { istioHosts, istioSubsets } from './subjects/istio.ts';
import { nginxExtensions, nginxNetworking } from './subjects/nginx.ts';
import type { RouterSubject } from './subjects/router-subject.ts';

const SUBJECTS: readonly RouterSubject[] = [
  nginxNetworking,
  nginxExtensions,
  istioHosts,
  istioSubsets,
  albNetworking,
  albExtensions,
];

const WEIGHTS = [0, 1, 33, 50, 99, 100];
const header: Steering = {
  kind: 'setHeaderRoute',
  header: { name: 'beta', match: [{ headerName: 'X-Beta', headerValue: { exact: 'yes' } }] },
};
const mirror: Steering = { kind: 'setMirrorRoute', mirror: { name: 'shadow', match: [{ path: { prefix: '/' } }] } };
const hashes: Steering = {
  kind: 'updateHash',
  hashes: { canary: 'c0ffee', stable: 'f00d', additional: [], replicaSets: [] },
};
const weight = (value: number): Steering => ({ kind: 'setWeight', split: { weight: value, additional: [] } });

it('is kept by every router of the registry', () => {
  expect(new Set(SUBJECTS.map(({ router }) => router))).toEqual(new Set(ROUTERS));
});

describe.each(SUBJECTS.map((subject) => [subject.title, subject] as const))('the router %s', (_, subject) => {
  it.each(WEIGHTS)('gives all traffic to canary and stable when the canary has %i', async (value) => {
    const world = worldOf(subject);
    await world.ask(weight(value));
    const shares = subject.shares([...world.objects.manifests.values()]);
    expect(shares).toEqual(subject.split(value));
  });

  it.each([
    ['a weight', [weight(25)]],
    ['hashes', [hashes]],
    ['a header route', [weight(25), header]],
    ['a mirror route', [weight(25), mirror]],
    ['the removal of what is not there', [weight(25), { kind: 'removeManagedRoutes' }]],
  ] as const)('writes and tells nothing when %s is asked for again', async (_what, steps: readonly Steering[]) => {
    const world = worldOf(subject);
    for (const step of steps) await world.ask(step);
    world.forget();
    for (const step of steps) await world.ask(step);
    expect([...world.objects.writes, ...world.events]).toEqual([]);
  });

  it('gives traffic to an experiment only where it can, and takes it back', async () => {
    const world = worldOf(subject);
    await world.ask(weight(20));
    const before = subject.shares([...world.objects.manifests.values()]);
    const additional = [{ serviceName: 'web-exp', podTemplateHash: 'abc', weight: 10 }];
    await world.ask({ kind: 'setWeight', split: { weight: 20, additional } });
    const during = subject.shares([...world.objects.manifests.values()]);
    expect(Object.values(during).reduce((sum, share) => sum + share, 0)).toBe(subject.total);
    expect(Object.keys(during).filter((service) => !(service in before) && service !== 'web-exp')).toEqual([]);
    await world.ask(weight(20));
    expect(subject.shares([...world.objects.manifests.values()])).toEqual(before);
  });

  it('is as before once managed routes are removed', async () => {
    const world = worldOf(subject);
    await world.ask(weight(25));
    const before = new Map(world.objects.manifests);
    for (const step of [header, mirror]) await world.ask(step);
    await world.ask({ kind: 'removeManagedRoutes' });
    expect(world.objects.manifests).toEqual(before);
  });

  it('keeps header and mirror routes while the weight moves, and moves it back', async () => {
    const world = worldOf(subject);
    for (const step of [weight(25), header, mirror, weight(75)]) await world.ask(step);
    const routed = worldOf(subject, { before: [...world.objects.manifests.values()] });
    await routed.ask({ kind: 'removeManagedRoutes' });
    expect(subject.shares([...routed.objects.manifests.values()])).toEqual(subject.split(75));
  });

  it.each(subject.needed)('names %s when it is missing, and writes nothing', async (name) => {
    const before = subject.before.filter((manifest) => !JSON.stringify(manifest).includes(`"name":"${name}"`));
    const world = worldOf(subject, { before });
    await expect(world.ask(weight(25))).rejects.toMatchObject({
      code: 'CLUSTER_REFUSED',
      message: expect.stringContaining(name),
    });
    expect(world.objects.writes).toEqual([]);
  });

  it('says whose write was refused, and goes on from there the next time', async () => {
    let isAway = true;
    const refuse: MemoryOptions['refuse'] = (verb, ref) =>
      isAway && verb !== 'get' ? refusals.forbidden(ref) : undefined;
    const world = worldOf(subject, { refuse });
    await expect(world.ask(weight(25))).rejects.toMatchObject({ message: expect.stringContaining(subject.written) });
    isAway = false;
    await world.ask(weight(25));
    expect(subject.shares([...world.objects.manifests.values()])).toEqual(subject.split(25));
  });
});

interface World {
  readonly objects: ReturnType<typeof objectsInMemory>;
  readonly events: RouterEvent[];
  ask(steering: Steering): Promise<void>;
  forget(): void;
}

function worldOf(
  subject: RouterSubject,
  options: MemoryOptions & { readonly before?: RouterSubject['before'] } = {},
): World {
  const objects = objectsInMemory((options.before ?? subject.before).map(frozen), options);
  const events: RouterEvent[] = [];
  const deps: SteeringDeps = { objects, tell: (event) => events.push(event) };
  const route = readRoute(frozen(subject.rollout), subject.apis);
  return {
    objects,
    events,
    ask: (steering) => steer(subject.router, route, steering, deps),
    forget() {
      objects.writes.length = 0;
      events.length = 0;
    },
  };
}

/** A router that changes what it was given throws. */
function frozen<T extends Json>(json: T): T {
  if (typeof json === 'object' && json !== null) {
    Object.values(json).forEach(frozen);
    Object.freeze(json);
  }
  return json;
}
