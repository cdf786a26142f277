import { textOf } from '../../core/fault.ts';
import { isCompleted } from '../../resources/run-status.ts';
import { actionKey, type ExperimentAction } from './action.ts';
import { type Run, readRun, runManifest, runSpec } from './analysis-run.ts';
import { type ExperimentEvent, phaseEvent, transitionText } from './event.ts';
import type { ExperimentAnalysis } from './experiment.ts';
import { type Scene, templatesIn } from './observed.ts';
import { nameOf } from './owner.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import { runPlace } from './run-place.ts';
import { type AnalysisRunStatus, named, unseenAnalysis } from './status.ts';

/** What is to be done for one analysis. */
export interface AnalysisPlan {
  readonly status: AnalysisRunStatus;
  readonly actions: readonly ExperimentAction[];
  readonly events: readonly ExperimentEvent[];
}

/**
 * What one analysis needs: its run, once the Experiment is available, and its end, once the Experiment ends; and where it stands then.
 *
 * @param replicaSets  by template, for the placeholders of its arguments
 * @see rollout.md §18.3
 */
export function planAnalysis(
  analysis: ExperimentAnalysis,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
  scene: Scene,
): AnalysisPlan {
  const { status: statusBefore, rolloutName } = scene.experiment;
  const before = named(statusBefore.analysisRuns, analysis.name) ?? unseenAnalysis(analysis.name);
  const plan = next(analysis, before, replicaSets, scene);
  return { ...plan, events: [...plan.events, ...transition(before, plan.status, rolloutName)] };
}

function next(
  analysis: ExperimentAnalysis,
  before: AnalysisRunStatus,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
  scene: Scene,
): AnalysisPlan {
  const { experiment, observed, isEnding } = scene;
  if (experiment.status.availableAt === undefined) return verified(analysis, before, observed);
  if (before.analysisRun === '') return isEnding ? still(before) : started(analysis, before, replicaSets, scene);
  if (isCompleted(before.phase)) return still(before);
  const found = observed.analysisRuns.find((run) => nameOf(run) === before.analysisRun);
  if (found === undefined) return wrong(before, `analysisruns.argoproj.io "${before.analysisRun}" not found`);
  const run = readRun(found);
  return isEnding ? stopped(before, run, scene) : still(told(before, run));
}

/** Before its time an analysis only has to have its template. */
function verified(
  { name, templateName, clusterScope }: ExperimentAnalysis,
  before: AnalysisRunStatus,
  { analysisTemplates, clusterAnalysisTemplates }: Scene['observed'],
): AnalysisPlan {
  const shelf = clusterScope ? clusterAnalysisTemplates : analysisTemplates;
  if (shelf.some((template) => nameOf(template) === templateName)) return still(before);
  const [kind, resource] = clusterScope
    ? ['ClusterAnalysisTemplate', 'clusteranalysistemplate']
    : ['AnalysisTemplate', 'analysistemplate'];
  const missing = `${resource}.argoproj.io "${templateName}" not found`;
  return wrong(before, `${kind} verification failed for analysis '${name}': ${missing}`);
}

function started(
  analysis: ExperimentAnalysis,
  before: AnalysisRunStatus,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
  { experiment, observed }: Scene,
): AnalysisPlan {
  const refuse = (why: string): AnalysisPlan =>
    wrong(before, `Failed to create AnalysisRun for analysis '${analysis.name}': ${why}`);
  try {
    const spec = runSpec(analysis, experiment, templatesIn(observed), replicaSets);
    const place = runPlace(`${experiment.name}-${analysis.name}`, spec, experiment, observed.analysisRuns);
    const { name } = place;
    const status: AnalysisRunStatus = { ...before, analysisRun: name, phase: 'Pending' };
    if (place.kind === 'exists') return still(status);
    const action = { kind: 'createAnalysisRun', object: runManifest(experiment, name, spec) } as const;
    const refusal = observed.refused.get(actionKey(action));
    return refusal === undefined ? { status, actions: [action], events: [] } : refuse(refusal);
  } catch (thrown) {
    return refuse(textOf(thrown));
  }
}

/**
 * A run is told to end. One that ended is taken in as long as the Experiment has not: upstream does not look at it any more, so that an
 * Experiment that waits for it never ends (rollout.md §25, 41; docs/decisions/0014).
 */
function stopped(before: AnalysisRunStatus, run: Run, { experiment, observed }: Scene): AnalysisPlan {
  if (isCompleted(run.phase)) return still(isCompleted(experiment.status.phase) ? before : told(before, run));
  if (run.terminate) return still(before);
  const message = `Terminating ${before.name} (${run.name})`;
  const event: ExperimentEvent = { type: 'Normal', reason: 'AnalysisRunTerminating', message };
  const action = { kind: 'terminateAnalysisRun', name: run.name } as const;
  const refusal = observed.refused.get(actionKey(action));
  if (refusal !== undefined) return { ...wrong(before, refusal), events: [event] };
  return { status: before, actions: [action], events: [event] };
}

/** A run that its controller has not seen yet stays Pending; without a phase it would count as a success. */
function told(before: AnalysisRunStatus, { phase, message }: Run): AnalysisRunStatus {
  return phase === '' ? before : { ...before, phase, message };
}

function still(status: AnalysisRunStatus): AnalysisPlan {
  return { status, actions: [], events: [] };
}

function wrong(before: AnalysisRunStatus, message: string): AnalysisPlan {
  return still({ ...before, phase: 'Error', message });
}

/** A Rollout whose step this is hears of it too, always as of a warning. */
function transition(
  before: AnalysisRunStatus,
  { name, phase, message }: AnalysisRunStatus,
  rolloutName: string | undefined,
): readonly ExperimentEvent[] {
  if (before.phase === phase || phase === '') return [];
  const text = transitionText(`AnalysisRun '${name}'`, before.phase, { phase, message });
  const event = phaseEvent('AnalysisRun', phase, text);
  return rolloutName === undefined ? [event] : [event, { ...event, type: 'Warning', rolloutName }];
}
