import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn } from '../../../../src/core/json-members.ts';
import { giveBackController } from '../../../../src/kube/controllers/given-back/give-back-controller.ts';
import type { Lent } from '../../../../src/kube/controllers/given-back/lent.ts';
import { lentDestinationRules } from '../../../../src/kube/controllers/given-back/lent-destination-rules.ts';
import { lentServices } from '../../../../src/kube/controllers/given-back/lent-services.ts';
import type { Parts } from '../../../../src/kube/controllers/parts.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { collectionPath, objectPath, type Resource } from '../../../../src/kube/resource.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import { MANAGED_BY } from '../../../../src/rollout/services/service-view.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { MemoryApi } from '../../../support/memory-api.ts';

const RULES: Resource = {
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'DestinationRule',
  plural: 'destinationrules',
};

/** A kind, an object of it that a Rollout works on, what it is like when it is given back, and a Rollout that names it. */
interface Subject {
  readonly resource: Resource;
  readonly lentBy: (parts: Parts) => Lent;
  readonly taken: JsonObject;
  readonly free: JsonObject;
  readonly strategy: JsonObject;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  'a Service': {
    resource: KINDS.services,
    lentBy: lentServices,
    taken: { selector: { app: 'web', [HASH_LABEL]: 'abc' }, ports: [{ port: 80 }] },
    free: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    strategy: { blueGreen: { activeService: 'thing' } },
  },
  'a DestinationRule': {
    resource: RULES,
    lentBy: lentDestinationRules,
    taken: {
      host: 'web',
      subsets: [
        { name: 'canary', labels: { app: 'web', [HASH_LABEL]: 'abc' } },
        { name: 'stable', labels: { [HASH_LABEL]: 'def' } },
        { name: 'other' },
      ],
    },
    free: {
      host: 'web',
      subsets: [{ name: 'canary', labels: { app: 'web' } }, { name: 'stable', labels: {} }, { name: 'other' }],
    },
    strategy: {
      canary: {
        trafficRouting: {
          istio: { virtualService: { name: 'vs' }, destinationRule: { name: 'thing', canarySubsetName: 'canary' } },
        },
      },
    },
  },
};

describe.each(Object.entries(SUBJECTS))('%s', (_, subject) => {
  it('is given back once its Rollout is gone', async () => {
    const world = await start(subject, {});
    expect(await world.sync()).toEqual(['PATCH']);
    expect(await world.thing()).toEqual({ spec: subject.free, annotations: { mine: 'yes' } });
    expect(await world.sync()).toEqual([]);
  });

  it('is given back once its Rollout names it no more', async () => {
    const world = await start(subject, { rollout: { canary: {} } });
    expect(await world.sync()).toEqual(['PATCH']);
    expect(await world.thing()).toMatchObject({ spec: subject.free });
  });

  it('stays with a Rollout that names it', async () => {
    const world = await start(subject, { rollout: subject.strategy });
    expect(await world.sync()).toEqual([]);
  });

  it('that says of nobody whose it is stays as it is', async () => {
    const world = await start(subject, { isManaged: false });
    expect(await world.sync()).toEqual([]);
  });

  it('is looked at when it changes, and when its Rollout goes or names it no more', async () => {
    const world = await start(subject, {});
    const { lent, controller } = world;
    const named = rolloutWith(subject.strategy);
    const unnamed = rolloutWith({ canary: {} });
    const object = world.object;
    expect(controller.concerns(lent.heardAs, { kind: 'added', object })).toEqual(['shop/thing']);
    expect(controller.concerns('rollouts', { kind: 'deleted', object: named })).toEqual(['shop/thing']);
    expect(controller.concerns('rollouts', { kind: 'changed', object: unnamed, old: named })).toEqual(['shop/thing']);
    expect(controller.concerns('rollouts', { kind: 'changed', object: named, old: named })).toEqual([]);
    expect(controller.concerns('rollouts', { kind: 'added', object: named })).toEqual([]);
  });
});

function rolloutWith(strategy: JsonObject): JsonObject {
  return { ...KINDS.rollouts, metadata: { name: 'web', namespace: 'shop' }, spec: { strategy } };
}

async function start(subject: Subject, { rollout, isManaged = true }: { rollout?: JsonObject; isManaged?: boolean }) {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const { resource, taken } = subject;
  const annotations = { mine: 'yes', ...(isManaged && { [MANAGED_BY]: 'web' }) };
  const object = {
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    metadata: { name: 'thing', namespace: 'shop', annotations },
    spec: taken,
  };
  const create = (kind: Resource, body: JsonObject) =>
    api.request({ method: 'POST', path: collectionPath(kind, nameOf(body).namespace), body });
  await create(resource, object);
  if (rollout !== undefined) await create(KINDS.rollouts, rolloutWith(rollout));
  const { parts } = await startParts({ cluster: api, clock });
  const lent = subject.lentBy(parts);
  await parts.caches.onDemand(resource);
  const controller = giveBackController(lent, parts, { workers: 1 });
  return {
    object,
    lent,
    controller,
    async sync(): Promise<readonly string[]> {
      const before = api.writes.length;
      await controller.sync('shop/thing');
      await clock.settle();
      return api.writes.slice(before).map((write) => write.replace(/ .*/, ''));
    },
    async thing(): Promise<JsonObject> {
      const path = objectPath(resource, { namespace: 'shop', name: 'thing' });
      const found = objectIn({ found: await api.request({ method: 'GET', path }) }, 'found');
      return { spec: objectIn(found, 'spec'), annotations: objectIn(objectIn(found, 'metadata'), 'annotations') };
    },
  };
}
