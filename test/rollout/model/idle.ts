import type { Instant } from '../../../src/core/instant.ts';
import { planExperiment } from '../../../src/rollout/experiment/plan-experiment.ts';
import { readExperiment } from '../../../src/rollout/experiment/read-experiment.ts';
import { type Plan, plan } from '../../../src/rollout/plan/plan.ts';
import type { Controller } from './controller.ts';
import { observe } from './sync.ts';
import type { World } from './world.ts';

/** Whether a controller would have nothing to do at this moment, if nothing happened until then. */
export function isIdleAt({ rollout, cluster }: World, controller: Controller, moment: Instant): boolean {
  const observed = observe(controller);
  const clock = controller.clock(moment);
  const first = plan(rollout, observed, clock);
  if (!isIdle(first)) return false;
  const last = first.actions.at(-1);
  const routed = last?.kind === 'route' ? last.routing.routers.map(() => ({ kind: 'told' }) as const) : undefined;
  if (routed !== undefined && !isIdle(plan(rollout, { ...observed, routed }, clock))) return false;
  return cluster.of('Experiment').every((json) => {
    const { actions } = planExperiment(readExperiment(json), { ...observed, refused: new Map() }, clock);
    return actions.length === 0;
  });
}

/** Routers are told again and again. */
function isIdle({ actions }: Plan): boolean {
  return actions.every(({ kind }) => kind === 'tell' || kind === 'route');
}
