import { expect } from 'vitest';
import { isWrite, type ToldApi } from '../../support/api-proxy.ts';
import type { ControllerBehind } from './controller-behind.ts';
import type { Door } from './door.ts';
import { stopwatch } from './fault-lasts.ts';
import { deployFleet, FLEET, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** Short, so that a lease runs out soon; long enough for a machine that is busy. */
const TIMES = [
  '--leader-election-lease-duration=4s',
  '--leader-election-renew-deadline=3s',
  '--leader-election-retry-period=500ms',
];
const LEADS = 'leading: this process holds the lease';

/** Two controllers; the one that leads is stopped in the middle of a release, for so long that the other takes over, and then goes on. */
export async function twoControllers(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const [first, second] = [await start(scene, 'first'), await start(scene, 'second')];
    await deployFleet(scene);
    expect(writesIn(second.door)).toEqual([]);
    await releaseFleet(scene, 2);
    await scene.until('looks are taken', () => (scene.metrics.looks.length > 4 ? undefined : 'there are none'));
    first.controller.child.kill('SIGSTOP');
    const since = stopwatch();
    await second.controller.says(LEADS);
    const tookOver = since();
    await scene.until('the second one writes', () => (writesIn(second.door).length > 5 ? undefined : 'too few'));
    const before = writesIn(first.door).length;
    first.controller.child.kill('SIGCONT');
    await settlesAs(await theatre.reference(), scene);
    await first.controller.says('leading no more');
    expect(writesIn(first.door).slice(before)).toEqual([]);
    const lost = lostLooks(scene);
    // Of each run what the first one had in hand, and what it took before it found out that another one leads.
    for (const run of FLEET) expect(lost.filter(({ of }) => of.endsWith(run)).length).toBeLessThanOrEqual(2);
    await second.controller.end();
    await first.controller.end();
    report = `taken over ${tookOver} s after the stop, all over after ${since()} s, ${scene.metrics.looks.length} looks, ${lost.length} lost`;
  });
  return report;
}

interface Rival {
  readonly door: Door;
  readonly controller: ControllerBehind;
}

/** Starts one after the other, so that the first one leads. */
async function start(scene: Scene, name: string): Promise<Rival> {
  const door = await scene.openDoor(name);
  const controller = scene.startController(door, ...TIMES);
  await controller.says(name === 'first' ? LEADS : 'waiting for the lease');
  return { door, controller };
}

/** What a controller wrote or tried to, but for its tries to get the lease. */
function writesIn({ api }: Door): readonly string[] {
  return api.told.filter((told) => isWrite(told) && told.resource !== 'leases').map(say);
}

function say({ verb, resource, name, status }: ToldApi): string {
  return `${verb} ${resource} ${name}: ${String(status)}`;
}
