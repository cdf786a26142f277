import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import type { CommandRequest, CommandTarget } from './command-request.ts';

/** Stands for every container. */
const EVERY = '*';

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Which containers get which image. */
export interface ImageChange {
  /** Name of a container; `*` for all of them. */
  readonly container: string;
  /** Not empty. */
  readonly image: string;
}

/**
 * The object whose pod template holds the images: the Rollout, or the Deployment that has the name of its `workloadRef`.
 *
 * @param rollout  as it is stored
 * @throws Fault INPUT_INVALID for a reference without a name
 * @see reference/interfaces.md §3.16 (whatever kind the reference states)
 */
export function imageHolder(rollout: JsonObject): CommandTarget {
  const name = new Fields(rollout).below('metadata').text('name');
  const reference = new Fields(rollout).below('spec').object('workloadRef');
  if (reference === undefined) return { kind: 'Rollout', name };
  const workload = new Fields(reference).text('name');
  if (workload === '') throw new Fault('INPUT_INVALID', `spec.workloadRef of rollout "${name}" has no name`);
  return { kind: 'Deployment', name: workload };
}

/**
 * Gives containers another image.
 *
 * @param on      the object that holds them, see `imageHolder`
 * @param object  that object, as it is stored
 * @throws Fault USAGE_INVALID when there is no such container, or no image
 */
export function setImage(on: CommandTarget, object: JsonObject, { container, image }: ImageChange): CommandRequest {
  if (image === '') throw new Fault('USAGE_INVALID', `container "${container}" needs an image: ${container}=IMAGE`);
  const spec = new Fields(object).below('spec');
  const podSpec = spec.below('template').object('spec') ?? {};
  const changed = LISTS.flatMap((list) => {
    const containers = new Fields(podSpec).list(list);
    return containers.some((one) => isMeant(one, container))
      ? [[list, containers.map((one) => (isMeant(one, container) ? { ...one, image } : one))] as const]
      : [];
  });
  if (changed.length === 0) throw new Fault('USAGE_INVALID', `unable to find container named "${container}"`);
  const template = { ...spec.object('template'), spec: { ...podSpec, ...Object.fromEntries(changed) } };
  return { kind: 'update', on, object: { ...object, spec: { ...new Fields(object).object('spec'), template } } };
}

function isMeant(json: Json, container: string): json is JsonObject {
  return isJsonObject(json) && (container === EVERY || json['name'] === container);
}
