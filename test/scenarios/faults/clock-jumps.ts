import { expect } from 'vitest';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** Each SIGUSR2 sets the process' clock by the next of these, in milliseconds. What was planned before a step back is so much later. */
const JUMPS = [120_000, -5_000, 3_000];

const JUMPY_CLOCK = `
const now = Date.now, jumps = ${JSON.stringify(JUMPS)};
let by = 0;
Date.now = () => now() + by;
process.on('SIGUSR2', () => { by += jumps.shift() ?? 0; });
`;

/** The machine's clock is set forth and back while looks are taken. */
export async function clockJumps(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const door = await scene.openDoor();
    const controller = scene.startPreparedController(door, JUMPY_CLOCK);
    await deployFleet(scene);
    await releaseFleet(scene, 2);
    for (const [index] of JUMPS.entries()) {
      const enough = 3 * (index + 1);
      await scene.until('looks are taken', () => (scene.metrics.looks.length >= enough ? undefined : 'too few'));
      controller.child.kill('SIGUSR2');
    }
    await settlesAs(await theatre.reference(), scene);
    expect(lostLooks(scene)).toEqual([]);
    await controller.end();
    report = `set ${JUMPS.length} times, ${scene.metrics.looks.length} looks, none lost`;
  });
  return report;
}
