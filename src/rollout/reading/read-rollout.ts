import { parseInt64 } from '../../core/go/int.ts';
import { millisOf } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { present } from '../../resources/members.ts';
import type { Rollout, RolloutSpec, WorkloadReference } from '../rollout.ts';
import { Fields } from './fields.ts';
import { readStatus } from './read-status.ts';
import { readStrategy } from './read-strategy.ts';

/**
 * Reads a Rollout as the API gives it, tolerantly, with upstream's defaults. It needs no valid one; what is decided about an invalid one has no meaning.
 *
 * @see rollout.md §2, §4.2
 */
export function readRollout(json: Json): Rollout {
  const rollout = new Fields(json);
  const metadata = rollout.below('metadata');
  return present<Rollout>({
    name: metadata.text('name'),
    namespace: metadata.text('namespace'),
    generation: metadata.whole('generation') ?? 0,
    workloadGeneration: readGeneration(metadata.below('annotations').text(WORKLOAD_GENERATION)),
    spec: specIn(rollout.object('spec') ?? {}),
    status: statusIn(rollout.object('status') ?? UNSEEN),
  });
}

const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';
const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
const DEFAULT_REVISION_HISTORY_LIMIT = 10;
const DEFAULT_RUN_HISTORY_LIMIT = 5;

/** The spec of a Rollout stays the same object while only its status changes. */
const specIn = perObject((spec: JsonObject) => readSpec(new Fields(spec)));

/** So does the status of one in which nothing happens, and of one whose routers are told in the middle of a sync. */
const statusIn = perObject((status: JsonObject) => readStatus(new Fields(status)));
const UNSEEN: JsonObject = {};

function readSpec(spec: Fields): RolloutSpec {
  return present<RolloutSpec>({
    replicas: spec.whole('replicas') ?? 1,
    paused: spec.flag('paused'),
    restartAt: spec.time('restartAt'),
    progressDeadline: millisOf(1000 * (spec.whole('progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE_SECONDS)),
    strategy: readStrategy(spec.below('strategy')),
    minReadySeconds: spec.whole('minReadySeconds') ?? 0,
    revisionHistoryLimit: spec.whole('revisionHistoryLimit') ?? DEFAULT_REVISION_HISTORY_LIMIT,
    rollbackRevisions: spec.below('rollbackWindow').whole('revisions') ?? 0,
    progressDeadlineAbort: spec.flag('progressDeadlineAbort'),
    workload: spec.object('workloadRef') && readWorkload(spec.below('workloadRef')),
    historyLimits: {
      successful: spec.below('analysis').whole('successfulRunHistoryLimit') ?? DEFAULT_RUN_HISTORY_LIMIT,
      unsuccessful: spec.below('analysis').whole('unsuccessfulRunHistoryLimit') ?? DEFAULT_RUN_HISTORY_LIMIT,
    },
  });
}

function readWorkload(reference: Fields): WorkloadReference {
  const scaleDown = reference.oneOf('scaleDown', ['onsuccess', 'progressively']) ?? 'never';
  return { kind: reference.text('kind'), name: reference.text('name'), scaleDown };
}

function readGeneration(written: string): number | undefined {
  const read = parseInt64(written);
  return read.ok ? Number(read.value) : undefined;
}
