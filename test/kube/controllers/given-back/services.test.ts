import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { Controller } from '../../../../src/kube/controllers/controller.ts';
import {
  type GivingParts,
  giveBackController,
} from '../../../../src/kube/controllers/given-back/give-back-controller.ts';
import { lentServices } from '../../../../src/kube/controllers/given-back/lent-services.ts';
import { refusal, unreachable } from '../../../support/memory-api.ts';
import { type Given, rollout, service, startWorld, type World } from '../rollouts/world.ts';

const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';
const HASH = 'rollouts-pod-template-hash';
const BLUE_GREEN = { blueGreen: { activeService: 'active', previewService: 'preview' } };

/** A Service that a Rollout has taken over. */
const taken = (name: string, owner = 'shop'): Given =>
  service(name, {
    metadata: { name, annotations: { [MANAGED_BY]: owner, mine: 'x' } },
    spec: { selector: { app: 'shop', [HASH]: 'abc' } },
  });

const controllerOf = (parts: GivingParts): Controller => giveBackController(lentServices(parts), parts, { workers: 1 });

/** What the controller does to a Service, and what becomes of it. */
async function sync(world: World, name: string, parts: GivingParts = world.parts) {
  const before = world.api.requests.length;
  await controllerOf(parts).sync(`shop/${name}`);
  await world.clock.settle();
  const asked = world.api.requests.slice(before).map(({ method }) => method);
  const { metadata, spec } = await world.get('services', name);
  return { asked, annotations: Object(metadata).annotations, selector: Object(spec).selector };
}

const LEFT = { annotations: { [MANAGED_BY]: 'shop', mine: 'x' }, selector: { app: 'shop', [HASH]: 'abc' } };
const GIVEN_BACK = { annotations: { mine: 'x' }, selector: { app: 'shop' } };

describe('a Service of a Rollout', () => {
  it.each<{ given: string; objects: readonly Given[]; then: JsonObject }>([
    { given: 'that names it', objects: [rollout(BLUE_GREEN)], then: { asked: [], ...LEFT } },
    { given: 'that is gone', objects: [], then: { asked: ['GET', 'PATCH'], ...GIVEN_BACK } },
    {
      given: 'that names it no more',
      objects: [rollout({ canary: {} })],
      then: { asked: ['GET', 'PATCH'], ...GIVEN_BACK },
    },
  ])('$given is left or given back', async ({ objects, then }) => {
    const world = await startWorld(taken('active'), ...objects);
    expect(await sync(world, 'active')).toEqual(then);
  });

  it('of another instance is left: the cache does not show it, the API does', async () => {
    const world = await startWorld(taken('active'), rollout(BLUE_GREEN));
    const { caches } = world.parts;
    const rollouts = { ...caches.rollouts, get: () => undefined };
    const parts = {
      ...world.parts,
      caches: { ...caches, rollouts: Object.assign(Object.create(caches.rollouts), rollouts) },
    };
    expect(await sync(world, 'active', parts)).toEqual({ asked: ['GET'], ...LEFT });
  });

  it('is left while the API does not say whether there is a Rollout', async () => {
    const world = await startWorld(taken('active'));
    world.api.before = ({ path }) => {
      if (path.endsWith('/rollouts/shop')) throw unreachable();
    };
    await expect(sync(world, 'active')).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
    world.api.before = ({ path }) => {
      if (path.endsWith('/rollouts/shop')) throw refusal(403, 'Forbidden', 'no');
    };
    await expect(sync(world, 'active')).rejects.toMatchObject({ message: 'no' });
  });

  it('is looked at again when somebody else has written it', async () => {
    const world = await startWorld(taken('active'));
    let isWritten = false;
    world.api.before = async ({ method }) => {
      if (isWritten || method !== 'PATCH') return;
      isWritten = true;
      await world.patch('services', 'active', { metadata: { labels: { a: 'b' } } });
    };
    const controller = controllerOf(world.parts);
    expect(await controller.sync('shop/active')).toEqual({ again: true });
    expect(await sync(world, 'active')).toMatchObject(GIVEN_BACK);
  });
});

it.each<{ given: string; object: Given }>([
  { given: 'without an owner', object: service('own') },
  { given: 'that somebody pinned', object: service('own', { spec: { selector: { [HASH]: 'abc' } } }) },
])('a Service $given is left alone, without a question', async ({ object }) => {
  const world = await startWorld(object);
  expect(await sync(world, 'own')).toMatchObject({ asked: [] });
});
