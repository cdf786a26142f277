import { instantOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { actionKey, type ExperimentAction, targetOf } from '../../../../src/rollout/experiment/action.ts';
import type { Experiment } from '../../../../src/rollout/experiment/experiment.ts';
import type { ObservedForExperiment } from '../../../../src/rollout/experiment/observed.ts';
import { type ExperimentPlan, planExperiment } from '../../../../src/rollout/experiment/plan-experiment.ts';
import { readExperiment } from '../../../../src/rollout/experiment/read-experiment.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { type Outcome, PASSED, sameJson } from '../../kind.ts';
import { carryOut } from './carry-out.ts';
import { experimentDecision, type Sync } from './decisions.ts';
import type { SyncEvent, SyncLine, SyncWrite } from './line.ts';
import { notIn, ofKind, type Store, storeAfter, storeOf } from './store.ts';

/** One sync of the experiment controller: what is there in the end, the events, the error, and when it looks again. */
export function runExperimentLine(line: SyncLine): Outcome {
  const before = storeOf(line.before);
  const json = before.get(`Experiment/${line.key}`);
  if (json === undefined) throw new Error(`${line.key} is not among the objects`);
  const experiment = readExperiment(json);
  const sync: Sync = { experiment, before, after: storeAfter(line) };
  const outcome = outcomeOf(sync, before, line);
  if (outcome.kind === 'passed') return outcome;
  return experimentDecision(sync, (changed, seen) => outcomeOf(changed, seen, line).kind === 'passed') ?? outcome;
}

/** @param seen  what the plan is made from; a decision may show it another world */
function outcomeOf({ experiment, before, after }: Sync, seen: Store, line: SyncLine): Outcome {
  const { plan, store } = carriedOut(experiment, { before, seen }, line);
  const isTold = ({ rolloutName }: ExperimentPlan['events'][number]): boolean =>
    rolloutName === undefined || before.has(`Rollout/${experiment.namespace}/${rolloutName}`);
  const events = plan.events.filter(isTold).map(({ type, reason, message }): SyncEvent => ({ type, reason, message }));
  const want = { objects: notIn(after, store), events: line.events, error: line.error, wake: firstWake(line) };
  const got = { objects: notIn(store, after), events, error: plan.error ?? null, wake: wakeOf(plan, line) };
  return sameJson(want, got) ? PASSED : { kind: 'failed', wanted: want, got };
}

/** Carries a plan out as an edge does: what the API refuses for good is planned with. */
function carriedOut(
  experiment: Experiment,
  { before, seen }: { readonly before: Store; readonly seen: Store },
  line: SyncLine,
): { readonly plan: ExperimentPlan; readonly store: Store } {
  const now = instantOf(new Date(line.now).getTime());
  const store = new Map(before);
  const refused = new Map<string, string>();
  const done = new Set<string>();
  for (;;) {
    const plan = planExperiment(experiment, { ...observedIn(seen, experiment.namespace), refused }, now);
    const next = plan.actions.find((action) => !done.has(actionKey(action)));
    if (next === undefined) return { plan, store };
    const refusal = refusalOf(next, line.actions);
    if (refusal !== undefined) refused.set(actionKey(next), refusal);
    else carryOut(next, store, experiment.namespace);
    done.add(actionKey(next));
  }
}

function observedIn(store: Store, namespace: string): Omit<ObservedForExperiment, 'refused'> {
  const local = (kind: string): readonly JsonObject[] =>
    ofKind(store, kind).filter((object) => new Fields(object).below('metadata').text('namespace') === namespace);
  return {
    replicaSets: local('ReplicaSet'),
    services: local('Service'),
    analysisRuns: local('AnalysisRun'),
    analysisTemplates: local('AnalysisTemplate'),
    clusterAnalysisTemplates: ofKind(store, 'ClusterAnalysisTemplate'),
  };
}

const WRITES: Readonly<Record<ExperimentAction['kind'], readonly [verb: string, resource: string]>> = {
  createReplicaSet: ['create', 'replicasets'],
  scale: ['update', 'replicasets'],
  annotateReplicaSet: ['patch', 'replicasets'],
  createService: ['create', 'services'],
  deleteService: ['delete', 'services'],
  createAnalysisRun: ['create', 'analysisruns'],
  terminateAnalysisRun: ['patch', 'analysisruns'],
  patchExperiment: ['patch', 'experiments'],
};

function refusalOf(action: ExperimentAction, writes: readonly SyncWrite[]): string | undefined {
  const [verb, resource] = WRITES[action.kind];
  const name = targetOf(action);
  return writes.find((write) => write.verb === verb && write.resource === resource && write.name === name)?.error;
}

/** Seconds until the original looks again, in tenths. At once is not compared: it is how it waits for a duration that is none. */
function firstWake({ requeueAfter }: SyncLine): number | undefined {
  const first = Math.min(...requeueAfter.map(tenths));
  return first > 0 && Number.isFinite(first) ? first : undefined;
}

/** Ours; as the original's where that keeps silent about a scale-down beyond its resync period. */
function wakeOf({ wakeAt }: ExperimentPlan, line: SyncLine): number | undefined {
  if (wakeAt === undefined) return undefined;
  const seconds = (wakeAt - new Date(line.now).getTime()) / 1000;
  const theirs = firstWake(line);
  const isBeyond = seconds >= line.resyncPeriodSeconds && (theirs === undefined || seconds < theirs);
  return isBeyond ? theirs : tenths(seconds);
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
