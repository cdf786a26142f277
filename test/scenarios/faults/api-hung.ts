import { expect } from 'vitest';
import { faultLasts, stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** Longer than the lease may go without being renewed. */
const HUNG_SECONDS = 15;
const RESTARTS = 3;

/** The API server hangs while looks are taken, goes on with what had been sent meanwhile, and is then restarted several times in a row. */
export async function apiHung(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const door = await scene.openDoor();
    const controller = scene.startController(door);
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    await scene.until('looks are taken', () => (scene.metrics.looks.length > 2 ? undefined : 'there are none'));
    door.line.hang();
    await faultLasts(HUNG_SECONDS);
    door.line.resume();
    const since = stopwatch();
    for (let restarts = 0; restarts < RESTARTS; restarts += 1) {
      const before = door.api.told.length;
      await scene.until('requests come again', () => (door.api.told.length > before + 10 ? undefined : 'too few'));
      await door.line.kill();
      await door.line.restart();
    }
    await settlesAs(await theatre.reference(), scene);
    const took = since();
    expect(lostLooks(scene)).toEqual([]);
    await controller.end();
    report = `hung for ${HUNG_SECONDS} s, ${RESTARTS} restarts, caught up in ${took} s, ${scene.metrics.looks.length} looks, none lost`;
  });
  return report;
}
