import { objectPath } from '../../../../src/kube/resource.ts';
import { abortRollout } from '../../../../src/rollout/commands/abort.ts';
import type { CommandRequest, CommandTarget } from '../../../../src/rollout/commands/command-request.ts';
import { pauseRollout } from '../../../../src/rollout/commands/pause.ts';
import { type PromoteMode, promote } from '../../../../src/rollout/commands/promote.ts';
import { restartRollout } from '../../../../src/rollout/commands/restart.ts';
import { retryRollout } from '../../../../src/rollout/commands/retry.ts';
import { imageHolder, setImage } from '../../../../src/rollout/commands/set-image.ts';
import { undo } from '../../../../src/rollout/commands/undo.ts';
import { isObserved } from '../checks/phase.ts';
import { type Deed, take } from '../step.ts';
import { WATCHED } from '../watched.ts';
import type { World } from '../world.ts';
import { patch, refresh } from './change.ts';

/*
 * What operators say on the command line, by the requests that the commands make.
 */

/** `verdict promote`, once the controller has seen all that was done before. */
export function promoted(mode: PromoteMode = 'next'): Deed {
  return {
    says: mode === 'next' ? 'promoted' : `promoted ${mode}`,
    act: async (world) => {
      await take(isObserved(), world);
      const request = promote(await refresh(world), mode);
      if (request !== undefined) await send(world, request);
    },
  };
}

/** `verdict abort` */
export function aborted(): Deed {
  return { says: 'aborted', act: (world) => send(world, abortRollout(world.rolloutName)) };
}

/** `verdict retry rollout` */
export function retried(): Deed {
  return { says: 'retried', act: (world) => send(world, retryRollout(world.rolloutName)) };
}

/** `verdict pause` */
export function pausedByHand(): Deed {
  return { says: 'paused by hand', act: (world) => send(world, pauseRollout(world.rolloutName)) };
}

/** `verdict restart` */
export function restarted(): Deed {
  return {
    says: 'restarted',
    act: (world) => send(world, restartRollout(world.rolloutName, '0s', world.stage.clock.now())),
  };
}

/** `verdict set image` */
export function imageSet(container: string, image: string): Deed {
  return {
    says: `image set to ${image}`,
    act: async (world) => {
      const rollout = await refresh(world);
      await send(world, setImage(imageHolder(rollout), rollout, { container, image }));
    },
  };
}

/** `verdict undo --to-revision`; 0 is the revision before. */
export function undone(toRevision = 0): Deed {
  return {
    says: `undone to revision ${toRevision}`,
    act: async (world) => {
      const result = undo(await refresh(world), world.owned('replicaSets'), BigInt(toRevision));
      if (result.kind === 'restore') await send(world, result.request);
    },
  };
}

const RESOURCES = {
  Rollout: WATCHED.rollouts,
  Experiment: WATCHED.experiments,
  AnalysisRun: WATCHED.analysisRuns,
  Deployment: WATCHED.deployments,
  ReplicaSet: WATCHED.replicaSets,
  PodTemplate: { apiVersion: 'v1', kind: 'PodTemplate', plural: 'podtemplates' },
} as const satisfies Record<CommandTarget['kind'], object>;

async function send(world: World, request: CommandRequest): Promise<void> {
  const resource = RESOURCES[request.on.kind];
  const { name } = request.on;
  switch (request.kind) {
    case 'statusFirst':
      if (request.status !== undefined)
        await patch(world, resource, { name, patch: 'merge', body: request.status, subresource: '/status' });
      if (request.spec !== undefined) await patch(world, resource, { name, patch: 'merge', body: request.spec });
      return;
    case 'patch':
      return patch(world, resource, { name, patch: 'merge', body: request.patch });
    case 'replaceField':
      return patch(world, resource, {
        name,
        patch: 'json',
        body: [{ op: 'replace', path: request.path, value: request.value }],
      });
    case 'update': {
      const path = objectPath(resource, { namespace: world.namespace, name });
      await world.cluster.request({ method: 'PUT', path, body: request.object });
      await refresh(world);
    }
  }
}
