import { Fault } from '../../core/fault.ts';
import { type PromoteMode, promote } from '../../rollout/commands/promote.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import type { World } from '../world.ts';
import { read, send } from './send.ts';

export interface PromoteOptions extends KubeOptions {
  readonly full?: boolean;
  readonly skipCurrentStep?: boolean;
  readonly skipAllSteps?: boolean;
}

/**
 * `verdict promote`.
 *
 * @throws Fault USAGE_INVALID, CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function promoteCommand(name: string, options: PromoteOptions, world: World): Promise<number> {
  const mode = modeOf(options);
  await withCluster(options, world, async (cluster, namespace) => {
    const place = { cluster, namespace };
    const request = promote(await read(place, { kind: 'Rollout', name }), mode);
    if (request !== undefined) await send(place, request);
  });
  // The word follows the flag, also where another flag decided, and where nothing was to be done (interfaces.md §3.13, §15).
  world.stdout.write(`rollout '${name}' ${options.full === true ? 'fully promoted' : 'promoted'}\n`);
  return 0;
}

/** The flags of older versions go before `--full`. */
function modeOf({ full, skipCurrentStep, skipAllSteps }: PromoteOptions): PromoteMode {
  if (skipCurrentStep === true && skipAllSteps === true) {
    throw new Fault('USAGE_INVALID', 'Cannot use skip-current-step and skip-all-steps flags at the same time');
  }
  if (skipCurrentStep === true) return 'skipCurrentStep';
  if (skipAllSteps === true) return 'skipAllSteps';
  return full === true ? 'full' : 'next';
}
