import type { Millis } from '../../core/instant.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { seenPhase } from '../../rollout/info/seen-phase.ts';
import type { PhaseAndMessage } from '../../rollout/phase/rollout-phase.ts';
import { listenForEnd } from '../sight/ending.ts';
import { notFound } from '../sight/named.ts';
import { type RolloutSubject, subjectWanted } from '../sight/rollout-subject.ts';
import { watch } from '../sight/watch.ts';
import type { World } from '../world.ts';
import { isEnd, messageOf } from './phase-text.ts';

/**
 * Says each phase of a Rollout that is new, until it is Healthy or Degraded, until the time is over, or until Ctrl-C.
 *
 * @param timeout  from now; undefined for none
 * @returns        the last phase
 * @throws Fault CLUSTER_REFUSED when the Rollout is deleted meanwhile
 */
export async function lastPhase(
  subject: RolloutSubject,
  timeout: Millis | undefined,
  { cluster, world }: { readonly cluster: Cluster; readonly world: World },
): Promise<PhaseAndMessage> {
  const tell = teller(world);
  let last = seenPhase(subject.rollout, subject.workload?.object);
  tell(last);
  if (isEnd(last)) return last;
  const ending = listenForEnd(world, timeout);
  const { signal } = ending;
  const objects = watch(new Map(subjectWanted(subject)), { cluster, world, signal });
  try {
    await objects.synced;
    while (!signal.aborted && !isEnd(last)) {
      const changed = objects.nextChange();
      const [rollout] = objects.found('rollouts');
      if (rollout === undefined) throw notFound(subject.named);
      last = seenPhase(rollout, objects.found('workloads')[0]);
      tell(last);
      if (!isEnd(last)) await changed;
    }
    return last;
  } finally {
    ending.release();
    await objects.over;
  }
}

/** Says what differs from what was said last. */
function teller({ stdout }: World): (now: PhaseAndMessage) => void {
  let told = '';
  return (now) => {
    const line = now.message === '' ? now.phase : `${now.phase} - ${messageOf(now)}`;
    if (line === told) return;
    stdout.write(`${line}\n`);
    told = line;
  };
}
