import { type Millis, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import type { BehaviourOf, PodBehaviour } from '../../../src/simulator/controllers/pods/behaviour.ts';
import { ownerOf } from '../model/cluster.ts';

const START = millisOf(1000);
const STOP = millisOf(500);

/**
 * What pods do, by the names of their images; `uneven` ones take turns.
 *
 * @param isBroken  whether pods of a ReplicaSet, given as `ReplicaSet/NAME`, have died before: frail ones do not come back
 */
export function podsThatVary(isBroken: (owner: string) => boolean): BehaviourOf {
  let count = 0;
  return (pod) => {
    count += 1;
    const image = imageOf(pod);
    if (image.includes('bad')) return count % 2 === 0 ? CRASHES : { kind: 'unpullable', container: 'web' };
    if (image.includes('frail') && isBroken(ownerOf(pod) ?? '')) return CRASHES;
    if (image.includes('slow')) return serves(millisOf(44_000));
    return serves(image.includes('uneven') ? millisOf(2000 * (1 + (count % 4)) - 1000) : millisOf(2000));
  };
}

const CRASHES: PodBehaviour = {
  kind: 'crashes',
  startMs: START,
  lengthMs: millisOf(0),
  reason: 'Error',
  exitCode: 1,
  message: 'crashed',
};

function serves(readyMs: Millis): PodBehaviour {
  return { kind: 'serves', startMs: START, readyMs, stopMs: STOP };
}

function imageOf(pod: JsonObject): string {
  return new Fields(new Fields(pod).below('spec').list('containers')[0]).text('image');
}
