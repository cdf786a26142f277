import { heedRun } from '../analysis/heed-run.ts';
import { type Decided, keepRuns } from '../analysis/keep-runs.ts';
import { needsNewRun } from '../analysis/needs-new-run.ts';
import { type Started, startRun } from '../analysis/new-run.ts';
import { want } from '../plan/difference.ts';
import { type Draft, go, type Stage } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { currentStep } from './step.ts';

/**
 * Keeps the analysis of the current step and that beside the steps. A new pause holds everything after.
 *
 * @see rollout.md §17
 */
export function analyse(strategy: CanaryStrategy): Stage {
  return (draft) => {
    const analysed = keepRuns(draft, (draft) => decide(draft, strategy));
    const hasPaused = analysed.intent.pausesFor.length > 0;
    return hasPaused ? go(analysed, { kind: 'status' }) : analysed;
  };
}

function decide(draft: Draft, strategy: CanaryStrategy): Decided {
  const step = stepRun(draft, strategy);
  if (step.draft.next.kind !== 'stage') return { draft: step.draft, runs: {} };
  const background = backgroundRun(step.draft, strategy);
  return {
    draft: background.draft,
    runs: { ...(step.run && { step: step.run }), ...(background.run && { background: background.run }) },
  };
}

function stepRun(draft: Draft, { steps }: CanaryStrategy): Started {
  const { status } = draft.rollout;
  const current = draft.runs.step;
  const same = { draft, ...(current && { run: current }) };
  if (status.pauseConditions.length > 0 || status.abort) return same;
  const index = String(status.currentStepIndex ?? 0);
  const analysis = currentStep({ ...status, steps })?.analysis;
  const isFromOtherStep = current !== undefined && current.labels['step-index'] !== index;
  if (analysis === undefined || !hasTemplates(analysis) || isFromOtherStep) return { draft: ended(draft, current) };
  if (needsNewRun(current, status)) return startRun(draft, { analysis, type: 'Step', suffix: index });
  return { ...same, draft: heedRun(draft, current, 'Step-based') };
}

function backgroundRun(draft: Draft, strategy: CanaryStrategy): Started {
  const { status } = draft.rollout;
  const current = draft.runs.background;
  const { analysis, startingStep = 0 } = strategy.analysis ?? { analysis: {} };
  if (!hasTemplates(analysis)) return { draft: ended(draft, current) };
  const isEarly = strategy.steps.length > 0 && (status.currentStepIndex ?? 0) < startingStep;
  if (status.currentPodHash === '' || isEarly) return { draft };
  const same = { draft, ...(current && { run: current }) };
  if (pauseFor(status, 'InconclusiveAnalysisRun') !== undefined) return same;
  if (needsNewRun(current, status)) return startRun(draft, { analysis, type: 'Background', suffix: '' });
  return { ...same, draft: heedRun(draft, current, 'Background') };
}

function hasTemplates({ templates = [] }: { readonly templates?: readonly unknown[] | undefined }): boolean {
  return templates.length > 0;
}

function ended(draft: Draft, run: Started['run']): Draft {
  return run === undefined ? draft : want(draft, { kind: 'ended', what: 'analysisRun', run });
}
