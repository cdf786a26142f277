import { expect } from 'vitest';
import { stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** A watch is silent for 90 s at most before it is opened again (src/kube/watch/follow.ts), and a request waits for 30 s. */
const PROMISED_MS = 90_000 + 30_000;

/** Kinds that are followed in one namespace from the beginning. */
const FOLLOWED = ['rollouts', 'experiments', 'analysisruns', 'analysistemplates', 'replicasets', 'services'];

/** The network forgets all connections without telling anybody: nothing comes through them any more, and nothing says so. */
export async function halfOpen(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const door = await scene.openDoor();
    const controller = scene.startController(door);
    await deployFleet(scene);
    door.line.strand();
    const before = door.api.told.length;
    const since = stopwatch();
    await releaseFleet(scene, 2);
    const isOpen = (resource: string): boolean =>
      door.api.told.slice(before).some((told) => told.verb === 'watch' && told.resource === resource);
    await scene.until(
      'all watches are opened again',
      () => FOLLOWED.find((resource) => !isOpen(resource)),
      PROMISED_MS,
    );
    const reopened = since();
    await settlesAs(await theatre.reference(), scene);
    expect(lostLooks(scene)).toEqual([]);
    report = `watches open again after ${reopened} s, all over after ${since()} s`;
    await controller.end();
  });
  return report;
}
