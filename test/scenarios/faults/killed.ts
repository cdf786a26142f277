import { expect } from 'vitest';
import { Random } from '../../rollout/model/random.ts';
import { stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { KILLS, Killer } from './killer.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** The controller is killed all the time, from the first deployment to the end of a release. */
export async function killed(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const killer = new Killer(scene, await scene.openDoor(), new Random(20_260_302));
    const since = stopwatch();
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    await settlesAs(await theatre.reference(), scene);
    await killer.end();
    expect(killer.kills).toBe(KILLS);
    const lost = lostLooks(scene);
    // A run takes one look at a time, and has written it before the next.
    const byKill = lost.map(({ of, index }) => `${of} at kill ${killer.killAfterLook(index)}`);
    expect(byKill).toEqual([...new Set(byKill)]);
    expect(byKill.filter((one) => one.endsWith(' -1'))).toEqual([]);
    report = `${killer.kills} kills, over in ${since()} s, ${scene.metrics.looks.length} looks, ${lost.length} of them taken again`;
  });
  return report;
}
