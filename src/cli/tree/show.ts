import { type Millis, millisOf } from '../../core/instant.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { seeOnce } from '../../kube/sight/see-once.ts';
import { listenForEnd } from '../sight/ending.ts';
import type { World } from '../world.ts';
import type { GetOptions } from './get-options.ts';
import { type Picture, redraw } from './redraw.ts';

/**
 * Draws once, or until somebody or the time ends it.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE; while watching, those are said and tried again
 */
export async function show<Word extends string, Info>(
  picture: Picture<Word, Info>,
  { watch = false, timeoutSeconds = 0 }: GetOptions,
  cluster: Cluster,
  world: World,
): Promise<void> {
  if (!watch) {
    const { wanted, known } = picture;
    const found = await seeOnce(cluster, new Map([...wanted].filter(([word]) => !known.has(word))));
    const info = picture.see((word) => known.get(word) ?? found(word));
    if (info !== undefined) world.stdout.write(picture.draw(info, world.clock.now()));
    return;
  }
  const ending = listenForEnd(world, timeoutSeconds > 0 ? secondsOf(timeoutSeconds) : undefined);
  try {
    await redraw(picture, { cluster, world, signal: ending.signal });
  } finally {
    ending.release();
  }
}

function secondsOf(seconds: number): Millis {
  return millisOf(seconds * 1000);
}
