import { expect } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { endState } from './end-state.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, unsettled } from './settled.ts';

/** How a fleet ends that nothing happens to: what all others are held against. */
export async function undisturbed(theatre: Theatre): Promise<JsonObject> {
  let reference: JsonObject = {};
  await Scene.play(theatre, async (scene) => {
    const controller = scene.startController(await scene.openDoor());
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    await scene.until('all has come to rest', () => unsettled(scene));
    expect(lostLooks(scene)).toEqual([]);
    // What is to be taken for the end stays so.
    await controller.end();
    reference = endState(scene);
  });
  return reference;
}
