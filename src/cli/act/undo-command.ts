import { Fault, textOf } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectIn } from '../../core/json-members.ts';
import { undo } from '../../rollout/commands/undo.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import type { World } from '../world.ts';
import { type Place, read, readReplicaSets, send } from './send.ts';

export interface UndoOptions extends KubeOptions {
  /** Default 0: the revision before the newest. */
  readonly toRevision?: bigint;
}

/**
 * `verdict undo`.
 *
 * @throws Fault USAGE_INVALID when there is no such revision, INPUT_INVALID, CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function undoCommand(name: string, options: UndoOptions, world: World): Promise<number> {
  const { toRevision = 0n } = options;
  const said = await withCluster(options, world, async (cluster, namespace) => {
    const place = { cluster, namespace };
    const rollout = await read(place, { kind: 'Rollout', name });
    const sets = await naming(`failed to retrieve replica sets from rollout ${name}`, setsOf(place, rollout));
    const answer = undo(rollout, sets, toRevision);
    if (answer.kind === 'unchanged') {
      return `skipped rollback (current template already matches revision ${toRevision})`;
    }
    await naming(`failed restoring revision ${toRevision}`, send(place, answer.request));
    return `rollout '${name}' undo\n`;
  });
  world.stdout.write(said);
  return 0;
}

function setsOf(place: Place, rollout: JsonObject): Promise<readonly JsonObject[]> {
  return readReplicaSets(place, objectIn(objectIn(rollout, 'spec'), 'selector'));
}

/** Says of a failure what it was that failed. */
async function naming<Result>(what: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new Fault(thrown.code, `${what}: ${textOf(thrown)}`, thrown.details, { cause: thrown });
  }
}
