import { expect } from 'vitest';
import { Random } from '../../rollout/model/random.ts';
import { type AskedApi, type Fate, isWrite } from '../../support/api-proxy.ts';
import { stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

const SHARE = 0.3;

/** Three of ten requests are refused, are slow, or are carried out without an answer. */
export async function apiUnwilling(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const door = await scene.openDoor();
    const random = new Random(20_260_301);
    door.api.decide((asked) => (random.chance(SHARE) ? mishap(asked, random) : { kind: 'carryOut' }));
    const since = stopwatch();
    const controller = scene.startController(door);
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    await settlesAs(await theatre.reference(), scene);
    const took = since();
    expect(lostLooks(scene)).toEqual([]);
    door.api.decide(() => ({ kind: 'carryOut' }));
    await controller.end();
    const { told } = door.api;
    const hit = told.filter(({ fate }) => fate !== 'carryOut').length;
    report = `${hit} of ${told.length} requests hit, all over in ${took} s, ${scene.metrics.looks.length} looks, none lost`;
  });
  return report;
}

function mishap(asked: AskedApi, random: Random): Fate {
  const write: readonly Fate[] = isWrite(asked) ? [{ kind: 'loseAnswer' }] : [];
  const status = random.pick(429, 500, 503, ...(isWrite(asked) ? [409] : []));
  return random.pick<Fate>(
    { kind: 'refuse', status, ...(status === 429 && { retryAfterSeconds: 1 }) },
    { kind: 'delay', ms: random.whole(50, 1_000) },
    ...write,
  );
}
