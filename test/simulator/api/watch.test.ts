import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import type { WatchEvent } from '../../../src/simulator/api/call.ts';
import { metadataOf } from '../../../src/simulator/api/members.ts';
import { apiInMemory, CONFIG_MAPS, say, watchCall } from './api-in-memory.ts';

const SHOP = { namespace: 'shop' };

function map(name: string, data: JsonObject = {}): JsonObject {
  return { metadata: { name, ...SHOP }, data };
}

describe('a watch of the embedded API', () => {
  it('hands everybody the very same object, which nobody can change', () => {
    const { client } = apiInMemory();
    const heard: WatchEvent[] = [];
    for (const _ of [1, 2]) client.watch(CONFIG_MAPS, SHOP, (event) => heard.push(event));
    const made = client.create(CONFIG_MAPS, map('a', { x: '1' }));
    expect(heard.map(({ object }) => object === made)).toEqual([true, true]);
    expect(heard.map(({ object }) => Object.isFrozen(object) && Object.isFrozen(object['data']))).toEqual([true, true]);
  });

  it('tells everybody in the order of the versions, also of what is written by those who hear', () => {
    const { client } = apiInMemory();
    const heard: string[] = [];
    client.watch(CONFIG_MAPS, SHOP, (event) => {
      heard.push(`first ${say(event)}`);
      if (say(event) === 'ADDED a') client.create(CONFIG_MAPS, map('b'));
      if (say(event) === 'ADDED b') client.delete(CONFIG_MAPS, { ...SHOP, name: 'a' });
    });
    client.watch(CONFIG_MAPS, SHOP, (event) => heard.push(`second ${say(event)}`));
    client.create(CONFIG_MAPS, map('a'));
    expect(heard).toEqual([
      'first ADDED a',
      'second ADDED a',
      'first ADDED b',
      'second ADDED b',
      'first DELETED a',
      'second DELETED a',
    ]);
  });

  it('tells one that is taken within an event what is there, once', () => {
    const { client } = apiInMemory();
    const heard: string[] = [];
    client.watch(CONFIG_MAPS, SHOP, (event) => {
      if (say(event) !== 'ADDED a') return;
      client.create(CONFIG_MAPS, map('b'));
      client.watch(CONFIG_MAPS, SHOP, (inner) => heard.push(say(inner)));
    });
    client.create(CONFIG_MAPS, map('a'));
    client.create(CONFIG_MAPS, map('c'));
    expect(heard).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
  });

  it('tells nothing after it was stopped, even within an event', () => {
    const { client } = apiInMemory();
    const heard: string[] = [];
    const watching = client.watch(CONFIG_MAPS, SHOP, (event) => {
      heard.push(say(event));
      client.create(CONFIG_MAPS, map('b'));
      watching.stop();
    });
    client.create(CONFIG_MAPS, map('a'));
    expect(heard).toEqual(['ADDED a']);
  });

  it('says nothing of writes that change nothing', () => {
    const { client } = apiInMemory();
    const made = client.create(CONFIG_MAPS, map('a', { x: '1' }));
    const heard: string[] = [];
    client.watch(CONFIG_MAPS, SHOP, (event) => heard.push(say(event)));
    expect(client.update(CONFIG_MAPS, { ...made })).toBe(made);
    expect(client.patch(CONFIG_MAPS, { ...SHOP, name: 'a' }, { data: { x: '1' } })).toBe(made);
    expect(heard).toEqual(['ADDED a']);
  });

  it.each([
    { remembered: 3, says: ['ADDED a', 'ADDED b', 'ADDED c'] },
    { remembered: 2, says: ['ERROR too old resource version: 2 (3)'] },
  ])('goes back $remembered changes and no further', ({ remembered, says }) => {
    const { api, client } = apiInMemory({ remembered });
    for (const name of ['a', 'b', 'c']) client.create(CONFIG_MAPS, map(name));
    const heard: string[] = [];
    // The second version is that of the namespace.
    api.watch(watchCall({ resourceVersion: '2' }), (event) => heard.push(say(event)));
    expect(heard).toEqual(says);
  });

  it('remembers as many changes after two thousand as after a few', () => {
    const { api, client } = apiInMemory({ remembered: 10 });
    client.create(CONFIG_MAPS, map('a'));
    for (let round = 0; round < 2_000; round += 1) {
      client.patch(CONFIG_MAPS, { ...SHOP, name: 'a' }, { data: { x: `${round}` } });
    }
    const heard: WatchEvent[] = [];
    // The namespace has version 2, the object 3.
    api.watch(watchCall({ resourceVersion: `${2_003 - 10}` }), (event) => heard.push(event));
    expect(heard.map(({ object }) => objectIn(object, 'data')['x'])).toEqual(
      Array.from({ length: 10 }, (_, index) => `${1_990 + index}`),
    );
  });

  it('says once a minute how far it has come, if that is wanted', () => {
    const { api, client, time } = apiInMemory();
    const heard: string[] = [];
    api.watch(watchCall({ allowWatchBookmarks: 'true', labelSelector: 'a=b' }), (event) => {
      heard.push(`${event.type} ${textIn(metadataOf(event.object), 'resourceVersion')}`);
    });
    for (const seconds of [10, 49, 1, 59, 1]) {
      time.now = after(time.now, millisOf(seconds * 1000));
      client.create(CONFIG_MAPS, { metadata: { generateName: 'a-', ...SHOP } });
    }
    expect(heard).toEqual(['BOOKMARK 5', 'BOOKMARK 7']);
  });
});
