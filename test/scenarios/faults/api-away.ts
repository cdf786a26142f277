import { expect } from 'vitest';
import { faultLasts, stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** Longer than the lease may go without being renewed, and than most pauses grow. */
const AWAY_SECONDS = 25;

/** The API server goes away while looks are taken and Jobs run. */
export async function apiAway(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const door = await scene.openDoor();
    const controller = scene.startController(door);
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    const { sight } = scene;
    await scene.until('a Job runs', () => (sight.objects('jobs').length > 0 ? undefined : 'there is none'));
    await door.line.kill();
    await faultLasts(AWAY_SECONDS);
    await door.line.restart();
    const since = stopwatch();
    await settlesAs(await theatre.reference(), scene);
    const took = since();
    expect(lostLooks(scene)).toEqual([]);
    await controller.end();
    report = `away for ${AWAY_SECONDS} s, caught up in ${took} s, ${scene.metrics.looks.length} looks, none lost`;
  });
  return report;
}
