import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { Phase } from '../../resources/run-status.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { Fields } from '../reading/fields.ts';
import { readPhase } from '../reading/read-phase.ts';
import { textsOf } from '../replica-sets/live-replica-set.ts';

/** An AnalysisRun or an Experiment, as far as a Rollout goes by it. */
export interface RunView {
  readonly name: string;
  /** Empty until its controller has seen it. */
  readonly phase: Phase | '';
  readonly message: string;
  /** It was asked to end. */
  readonly isTerminating: boolean;
  readonly isDeleting: boolean;
  readonly createdAt?: Instant;
  readonly labels: Readonly<Record<string, string>>;
  /** The revision that it is about; undefined without a label. */
  readonly hash?: string;
  /** As the API gives it. */
  readonly json: JsonObject;
}

/** Reads an AnalysisRun or an Experiment as the API gives it. */
export function viewRun(json: JsonObject): RunView {
  const run = new Fields(json);
  const metadata = run.below('metadata');
  const labels = textsOf(metadata.object('labels'));
  return present<RunView>({
    name: metadata.text('name'),
    phase: readPhase(run.below('status')),
    message: run.below('status').text('message'),
    isTerminating: run.below('spec').flag('terminate'),
    isDeleting: metadata.has('deletionTimestamp'),
    createdAt: metadata.time('creationTimestamp'),
    labels,
    hash: labels[HASH_LABEL],
    json,
  });
}
