import type { JsonObject } from '../../../../src/core/json.ts';
import { create, patch, path, remove, type Stage, type Story, send } from './story.ts';

async function configMap(
  stage: Stage,
  name: string,
  owners: readonly string[] = [],
  isBlocking = false,
): Promise<void> {
  const references: JsonObject[] = [];
  for (const owner of owners) {
    const { metadata } = await send(stage, { method: 'GET', path: path(stage, 'configmaps', owner) });
    const { uid = '' } = metadata as JsonObject;
    const blocking = isBlocking ? { blockOwnerDeletion: true } : {};
    references.push({ apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid, ...blocking });
  }
  await create(stage, 'configmaps', { metadata: { name, ownerReferences: references } });
}

export const GARBAGE: readonly Story[] = [
  {
    title: 'what loses its owners goes',
    scenes: [
      {
        title: 'two owners and what they own',
        play: async (stage) => {
          await configMap(stage, 'a');
          await configMap(stage, 'b');
          await configMap(stage, 'of-a', ['a']);
          await configMap(stage, 'of-of-a', ['of-a']);
          await configMap(stage, 'of-both', ['a', 'b']);
        },
      },
      { title: 'one goes', play: (stage) => remove(stage, 'configmaps', 'a') },
      {
        title: 'an owner that never was',
        play: async (stage) => {
          const uid = '00000000-0000-4000-8000-000000000000';
          const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid };
          await create(stage, 'configmaps', { metadata: { name: 'lost', ownerReferences: [owner] } });
        },
      },
      { title: 'the other leaves what it owns', play: (stage) => remove(stage, 'configmaps', 'b', 'Orphan') },
    ],
  },
  {
    title: 'an owner waits for what blocks it',
    scenes: [
      {
        title: 'something that is held',
        play: async (stage) => {
          await configMap(stage, 'owner');
          await configMap(stage, 'held', ['owner'], true);
          await configMap(stage, 'free', ['owner']);
          await patch(stage, 'configmaps', 'held', { metadata: { finalizers: ['example.com/hold'] } });
        },
      },
      { title: 'the owner is deleted', play: (stage) => remove(stage, 'configmaps', 'owner', 'Foreground') },
      {
        title: 'what was held is let go',
        play: (stage) => patch(stage, 'configmaps', 'held', { metadata: { finalizers: null } }),
      },
    ],
  },
  {
    title: 'a namespace goes with all that is in it',
    scenes: [
      {
        title: 'something that is held',
        play: async (stage) => {
          await configMap(stage, 'held');
          await configMap(stage, 'free');
          await patch(stage, 'configmaps', 'held', { metadata: { finalizers: ['example.com/hold'] } });
        },
      },
      {
        title: 'the namespace is deleted',
        play: async (stage) =>
          void (await send(stage, { method: 'DELETE', path: `/api/v1/namespaces/${stage.namespace}` })),
        seconds: 20,
      },
      {
        title: 'what was held is let go',
        play: (stage) => patch(stage, 'configmaps', 'held', { metadata: { finalizers: null } }),
        // A real cluster looks again only after a while.
        seconds: 20,
      },
    ],
  },
];
