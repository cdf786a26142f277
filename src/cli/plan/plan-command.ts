import { Fault } from '../../core/fault.ts';
import { type Instant, parseInstant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { gatherForPlan } from '../../kube/gather-for-plan.ts';
import type { Observed } from '../../rollout/observed.ts';
import { foresee } from '../../rollout/plan/foresee.ts';
import { read } from '../act/send.ts';
import { type KubeOptions, withCluster } from '../kube-options.ts';
import { printJson } from '../report/print-json.ts';
import { printYaml } from '../report/print-yaml.ts';
import type { World } from '../world.ts';
import { fromFiles } from './from-files.ts';
import { planToJson } from './plan-json.ts';
import type { PlanReport } from './plan-report.ts';
import { planText } from './plan-text.ts';

export interface PlanOptions extends KubeOptions {
  /** Files to read instead of asking a cluster. */
  readonly filename?: readonly string[];
  /** RFC 3339. Default: now. */
  readonly now?: string;
  readonly output: keyof typeof RENDERERS;
}

const RENDERERS = {
  text: planText,
  json: (report: PlanReport) => printJson(planToJson(report), 2),
  yaml: (report: PlanReport) => printYaml(planToJson(report)),
} as const;

/**
 * `verdict plan`: what the controller would do next.
 *
 * @returns the exit code: 0 whenever there is a plan, whatever it says
 * @throws Fault USAGE_INVALID, INPUT_INVALID for files, CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function planCommand(name: string | undefined, options: PlanOptions, world: World): Promise<number> {
  const now = momentOf(options, world);
  const { rollout, observed } =
    options.filename === undefined ? await inCluster(name, options, world) : await fromFiles(name, options, world);
  const report = { rollout, observed, now, foreseen: foresee(rollout, observed, now) };
  world.stdout.write(RENDERERS[options.output](report));
  return 0;
}

function momentOf({ now }: PlanOptions, { clock }: World): Instant {
  if (now === undefined) return clock.now();
  const moment = parseInstant(now);
  if (moment !== undefined) return moment;
  throw new Fault('USAGE_INVALID', `--now takes a time such as 2026-03-01T12:00:00Z, not "${now}"`);
}

function inCluster(
  name: string | undefined,
  options: PlanOptions,
  world: World,
): Promise<{ readonly rollout: JsonObject; readonly observed: Observed }> {
  if (name === undefined) {
    throw new Fault('USAGE_INVALID', 'which Rollout? Give its name, or files with -f: verdict plan ROLLOUT');
  }
  return withCluster(options, world, async (cluster, namespace) => {
    const rollout = await read({ cluster, namespace }, { kind: 'Rollout', name });
    return { rollout, observed: await gatherForPlan(cluster, rollout) };
  });
}
