import { SharedQuestions } from '../../runner/shared-questions/shared-questions.ts';
import { startCallbacks } from '../../service/callbacks/start-callbacks.ts';
import { readReference } from '../../service/config/read-reference.ts';
import { type RunsService, startRuns } from '../../service/runs/start-runs.ts';
import type { Around } from './around.ts';

/** Runs that are driven, and told of. */
export interface DrivenRuns {
  readonly service: RunsService;
  /** Gives runs and callbacks to others. However often it is asked for, it happens once. Never rejects. */
  readonly end: () => Promise<void>;
}

/** Begins to drive runs and to send callbacks. @throws Fault USAGE_INVALID for a signing key that is not there */
export async function driveRuns(around: Around): Promise<DrivenRuns> {
  const { config, world, outside, log, metrics, leases, reach } = around;
  const { signingKey: reference } = config.callbacks;
  const signingKey = reference && (await readReference(reference, 'callbacks.signingKey', world.env));
  const common = {
    store: leases.store,
    replica: world.newUid(),
    version: world.version,
    clock: world.clock,
    steady: outside.steady,
    random: outside.random,
    log,
  };
  const callbacks = startCallbacks({ ...common, post: reach.post, keyFor: () => signingKey, measures: metrics });
  const service = startRuns({
    ...common,
    newId: world.newUid,
    worldFor: reach.worldFor,
    checkCallback: reach.checkCallback,
    ...(config.sharing.enabled && { sharing: sharingOf(around) }),
    limits: config.limits,
    bounds: around.bounds,
    keptRuns: (namespace) => config.retention.namespaces.get(namespace) ?? config.retention.default,
    measures: metrics.runs,
  });
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    // What is not sent by then is given back with the runs.
    await callbacks.stop();
    await service.stop();
  };
  return { service, end: () => (ending ??= end()) };
}

/** Where runs share what they ask. */
function sharingOf({ config, world, outside, metrics }: Around): SharedQuestions {
  const { skew, perConnection } = config.sharing;
  const count = (how: 'asked' | 'shared'): void => metrics.questioned(how);
  return new SharedQuestions({ clock: world.clock, steady: outside.steady, skew, perConnection, count });
}
