import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { startCluster } from '../../../src/simulator/start-cluster.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { realClusterKubeconfig } from '../../support/real-cluster.ts';
import { openRawApi, type RawApi } from '../support/raw-api.ts';
import { chance } from './chance.ts';
import { DEPLOYMENTS } from './stories/deployments.ts';
import { GARBAGE } from './stories/garbage.ts';
import { JOBS } from './stories/jobs.ts';
import { picture } from './stories/picture.ts';
import { REPLICA_SETS } from './stories/replica-sets.ts';
import { SERVICES } from './stories/services.ts';
import type { Scene, Stage, Story } from './stories/story.ts';

const kubeconfig = realClusterKubeconfig('the contract of the embedded controllers with real ones');
/** Most that a real cluster may take beyond what a scene says. */
const PATIENCE_MS = 20_000;

describe.skipIf(kubeconfig === undefined)('the embedded cluster comes to rest where a real one does', () => {
  let real: RawApi;
  const namespaces: string[] = [];

  beforeAll(() => {
    real = openRawApi(kubeconfig ?? '');
  });

  afterAll(async () => {
    for (const name of namespaces)
      await real.answer({ method: 'DELETE', path: `/api/v1/namespaces/${name}`, query: {} });
    await real.close();
  });

  it.concurrent.each<Story>([...REPLICA_SETS, ...DEPLOYMENTS, ...JOBS, ...GARBAGE, ...SERVICES])(
    '$title',
    { timeout: 120_000 },
    async ({ scenes }) => {
      const namespace = `stories-${randomUUID().slice(0, 8)}`;
      namespaces.push(namespace);
      const clock = new VirtualClock();
      const { api } = startCluster({ clock, random: chance() });
      const embedded: Stage = { namespace, answer: (call) => Promise.resolve(api.answer(call)) };
      const onReal: Stage = { namespace, answer: (call) => real.answer(call) };
      for (const stage of [embedded, onReal]) await open(stage);
      for (const scene of scenes) {
        await scene.play(embedded);
        await clock.run(after(clock.now(), millisOf((scene.seconds ?? 5) * 1000)));
        const expected = await picture(embedded);
        await scene.play(onReal);
        expect(await pictureOnce(onReal, scene, expected), scene.title).toEqual(expected);
      }
    },
  );
});

async function open(stage: Stage): Promise<void> {
  const { namespace } = stage;
  await stage.answer({
    method: 'POST',
    path: '/api/v1/namespaces',
    query: {},
    body: { metadata: { name: namespace } },
  });
}

/** The picture of the real cluster as soon as it is the expected one, or the last one when it never is. */
async function pictureOnce(stage: Stage, { seconds = 5 }: Scene, expected: JsonObject): Promise<JsonObject> {
  const giveUpAt = performance.now() + seconds * 1000 + PATIENCE_MS;
  let last = await picture(stage);
  while (!isDeepStrictEqual(last, expected) && performance.now() < giveUpAt) {
    // Looking all the time would keep the cluster from its work.
    await setTimeout(150);
    last = await picture(stage);
  }
  return last;
}
