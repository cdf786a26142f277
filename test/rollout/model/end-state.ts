import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { kindOf, metadataOf } from './cluster.ts';
import type { Judged } from './judged.ts';
import { selectedBy } from './objects.ts';

/** How things stand: what users and operators see, without times and versions. */
export function endState(world: Judged): string {
  const { status, cluster } = world;
  const services = cluster.of('Service');
  // One beside the steps that is named in the sync that promotes is made only to be ended; where that was cut short it is not made.
  const isOfUse = (run: JsonObject): boolean =>
    new Fields(metadataOf(run)).below('labels').text('rollout-type') !== 'Background';
  const all = [...cluster.of('AnalysisRun').filter(isOfUse), ...cluster.of('Experiment')];
  const runs = all.map((run) => {
    const labels = new Fields(metadataOf(run)).below('labels');
    const what = [labels.text('rollout-type'), labels.text('step-index')].filter((part) => part !== '');
    return `${kindOf(run)} ${what.join(' ')} ${new Fields(run).below('status').text('phase')}`;
  });
  const routers = [...world.routers.values()].map(({ split }) =>
    [
      split.weight,
      world.imageOf(split.canaryHash),
      world.imageOf(split.stableHash),
      split.additional.length,
      ...split.routes,
    ].join(' '),
  );
  const state = {
    phase: status.phase,
    message: status.message,
    step: status.currentStepIndex ?? null,
    abort: status.abort,
    pauses: status.pauseConditions.map(({ reason }) => reason),
    stable: world.imageOf(status.stableRS),
    current: world.imageOf(status.currentPodHash),
    revision: new Fields(metadataOf(world.rollout)).below('annotations').text('rollout.argoproj.io/revision'),
    sizes: world.sizes,
    available: status.availableReplicas,
    services: Object.fromEntries(
      ['active', 'preview', 'canary', 'stable', 'ping', 'pong'].flatMap((name) => {
        const image = world.imageOf(selectedBy(services, name));
        return image === '' ? [] : [[name, image]];
      }),
    ),
    weight: status.canary.weights?.canary.weight ?? null,
    routers,
    runs: runs.sort(),
  };
  return JSON.stringify(state).replaceAll('"', '');
}
