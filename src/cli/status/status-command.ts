import type { Cluster } from '../../kube/cluster.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import { seenPhase } from '../../rollout/info/seen-phase.ts';
import type { PhaseAndMessage } from '../../rollout/phase/rollout-phase.ts';
import { EXIT } from '../exit-code.ts';
import { withCluster } from '../kube-options.ts';
import { listenForEnd } from '../sight/ending.ts';
import { notFound } from '../sight/named.ts';
import { type RolloutSubject, readRolloutSubject, subjectWanted } from '../sight/rollout-subject.ts';
import { watch } from '../sight/watch.ts';
import { printableLines } from '../terminal/printable.ts';
import type { World } from '../world.ts';
import type { StatusOptions } from './status-options.ts';

/**
 * `verdict status`: tells how a Rollout stands, or waits until it is Healthy or Degraded and tells every change on the way.
 *
 * @throws Fault CLUSTER_REFUSED when the Rollout or its workload is not there, and for whatever else the API refuses; CLUSTER_UNREACHABLE
 * @see reference/interfaces.md §3.17
 */
export async function statusCommand(name: string, options: StatusOptions, world: World): Promise<number> {
  const last = await withCluster(options, world, async (cluster, namespace) => {
    const subject = await readRolloutSubject(cluster, namespace, name);
    const now = seenPhase(subject.rollout, subject.workload?.object);
    if (options.watch) return lastPhase(subject, now, options, { cluster, world });
    world.stdout.write(`${isEnd(now) ? now.phase : `${now.phase} - ${textOf(now)}`}\n`);
    return now;
  });
  const trouble = troubleWith(last, options);
  if (trouble === undefined) return EXIT.pass;
  world.stderr.write(`Error: ${trouble}\n`);
  return EXIT.fail;
}

/** Waits for an end, and says each phase that is new. Resolves with the last one. */
async function lastPhase(
  subject: RolloutSubject,
  first: PhaseAndMessage,
  { timeout }: StatusOptions,
  { cluster, world }: { readonly cluster: Cluster; readonly world: World },
): Promise<PhaseAndMessage> {
  const tell = teller(world);
  tell(first);
  if (isEnd(first)) return first;
  const ending = listenForEnd(world, timeout === 0 ? undefined : timeout);
  const { signal } = ending;
  let last = first;
  try {
    const wanted = new Map<'rollouts' | 'workloads', Followed>(subjectWanted(subject));
    const objects = watch(wanted, { cluster, world, signal });
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
  }
}

/** Says what differs from what was said last. */
function teller({ stdout }: World): (now: PhaseAndMessage) => void {
  let told = '';
  return (now) => {
    const line = now.message === '' ? now.phase : `${now.phase} - ${textOf(now)}`;
    if (line === told) return;
    stdout.write(`${line}\n`);
    told = line;
  };
}

function isEnd({ phase }: PhaseAndMessage): boolean {
  return phase === 'Healthy' || phase === 'Degraded';
}

/** Why the last phase is no success; undefined when it is one. */
function troubleWith(last: PhaseAndMessage, { watch: isWaiting }: StatusOptions): string | undefined {
  if (last.phase === 'Degraded') return `The rollout is in a degraded state with message: ${textOf(last)}`;
  return isWaiting && last.phase !== 'Healthy' ? 'Rollout status watch exceeded timeout' : undefined;
}

function textOf({ message }: PhaseAndMessage): string {
  return printableLines(message).join('\n');
}
