import { refusalOf } from '../../kube/refusal.ts';
import { type ImageChange, imageHolder, setImage } from '../../rollout/commands/set-image.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import type { World } from '../world.ts';
import { type Place, read, send } from './send.ts';

/** How often an object that others write is read and written, all in all. */
const TRIES = 5;

/**
 * `verdict set image`.
 *
 * @throws Fault USAGE_INVALID, INPUT_INVALID, CLUSTER_REFUSED (the last conflict, when others write it all the time), CLUSTER_UNREACHABLE
 */
export async function setImageCommand(
  name: string,
  change: ImageChange,
  options: KubeOptions,
  world: World,
): Promise<number> {
  const { kind, name: changed } = await withCluster(options, world, (cluster, namespace) =>
    changeImage({ cluster, namespace }, name, change),
  );
  world.stdout.write(`${kind.toLowerCase()} "${changed}" image updated\n`);
  return 0;
}

async function changeImage(place: Place, name: string, change: ImageChange, tries = TRIES) {
  const rollout = await read(place, { kind: 'Rollout', name });
  const holder = imageHolder(rollout);
  const object = holder.kind === 'Rollout' ? rollout : await read(place, holder);
  try {
    await send(place, setImage(holder, object, change));
    return holder;
  } catch (thrown) {
    const isConflict = refusalOf(thrown)?.reason === 'Conflict';
    if (!isConflict || tries === 1) throw thrown;
    return changeImage(place, name, change, tries - 1);
  }
}
