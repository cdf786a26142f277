import { expect } from 'vitest';
import { isWrite, type ToldApi } from '../../support/api-proxy.ts';
import type { ControllerBehind } from './controller-behind.ts';
import type { Door } from './door.ts';
import { stopwatch } from './fault-lasts.ts';
import { deployFleet, releaseFleet } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';
import { lostLooks, settlesAs } from './settled.ts';

/** Short, so that a lease runs out soon; long enough for a machine that is busy. */
const TIMES = [
  '--leader-election-lease-duration=4s',
  '--leader-election-renew-deadline=3s',
  '--leader-election-retry-period=500ms',
];
const LEADS = 'leading: this process holds the lease';

/**
 * Two controllers. The one that leads is stopped in the middle of a release, for so long that the other takes over, and then goes on; when it
 * has found out, the other one is killed.
 */
export async function twoControllers(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const [first, second] = [await start(scene, 'first'), await start(scene, 'second')];
    await deployFleet(scene);
    expect(second.door.api.told.filter(isWork).map(say)).toEqual([]);
    await releaseFleet(scene, 2);
    await looksTaken(scene, 5);
    first.controller.child.kill('SIGSTOP');
    const since = stopwatch();
    await second.controller.says(LEADS);
    const tookOver = since();
    await looksTaken(scene, scene.metrics.looks.length + 2);
    const isPast = first.door.api.told.length;
    first.controller.child.kill('SIGCONT');
    await first.controller.says('leading no more');
    await looksTaken(scene, scene.metrics.looks.length + 2);
    second.controller.child.kill('SIGKILL');
    await settlesAs(await theatre.reference(), scene);
    const told = first.door.api.told.slice(isPast);
    const leadsAgain = told.findIndex(
      ({ resource, verb, status }) => resource === 'leases' && verb === 'update' && status === 200,
    );
    expect(told.slice(0, leadsAgain).filter(isWork).map(say)).toEqual([]);
    await first.controller.end();
    report = `taken over ${tookOver} s after the stop, all over after ${since()} s, ${scene.metrics.looks.length} looks, ${lostLooks(scene).length} lost`;
  });
  return report;
}

function looksTaken(scene: Scene, count: number): Promise<void> {
  return scene.until('looks are taken', () => {
    const { length } = scene.metrics.looks;
    return length >= count || scene.sight.objects('jobs').length > 0 ? undefined : `${length} instead of ${count}`;
  });
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

/** A write, but for the tries to get the lease. */
function isWork(told: ToldApi): boolean {
  return isWrite(told) && told.resource !== 'leases';
}

function say({ verb, resource, name, status }: ToldApi): string {
  return `${verb} ${resource} ${name}: ${String(status)}`;
}
