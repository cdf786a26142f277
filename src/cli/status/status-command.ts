import { seenPhase } from '../../rollout/info/seen-phase.ts';
import type { PhaseAndMessage } from '../../rollout/phase/rollout-phase.ts';
import { EXIT } from '../exit-code.ts';
import { withCluster } from '../kube-options.ts';
import { readRolloutSubject } from '../sight/rollout-subject.ts';
import type { World } from '../world.ts';
import { lastPhase } from './last-phase.ts';
import { isEnd, messageOf } from './phase-text.ts';
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
    if (options.watch) return lastPhase(subject, options.timeout, { cluster, world });
    const now = seenPhase(subject.rollout, subject.workload?.object);
    world.stdout.write(`${isEnd(now) ? now.phase : `${now.phase} - ${messageOf(now)}`}\n`);
    return now;
  });
  const trouble = troubleWith(last, options);
  if (trouble === undefined) return EXIT.pass;
  world.stderr.write(`Error: ${trouble}\n`);
  return EXIT.fail;
}

/** Why the last phase is no success; undefined when it is one. */
function troubleWith(last: PhaseAndMessage, { watch: isWaiting }: StatusOptions): string | undefined {
  if (last.phase === 'Degraded') return `The rollout is in a degraded state with message: ${messageOf(last)}`;
  return isWaiting && last.phase !== 'Healthy' ? 'Rollout status watch exceeded timeout' : undefined;
}
