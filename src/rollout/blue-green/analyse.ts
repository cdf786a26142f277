import type { RolloutAnalysis } from '../../resources/schema/rollout-analysis.ts';
import { heedRun } from '../analysis/heed-run.ts';
import { type Decided, keepRuns } from '../analysis/keep-runs.ts';
import { needsNewRun } from '../analysis/needs-new-run.ts';
import { type RunPurpose, type Started, startRun } from '../analysis/new-run.ts';
import type { RunView } from '../analysis/run-view.ts';
import { want } from '../plan/difference.ts';
import { type Draft, type Stage } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';
import { isSaturated } from '../replica-sets/is-saturated.ts';
import type { BlueGreenStrategy } from '../strategy.ts';

/**
 * Keeps the analyses before and after the switch.
 *
 * @see rollout.md §13, §17
 */
export function analysePromotion(strategy: BlueGreenStrategy): Stage {
  return (draft) => keepRuns(draft, (draft) => decide(draft, strategy));
}

function decide(draft: Draft, strategy: BlueGreenStrategy): Decided {
  const pre = keep(draft, {
    analysis: strategy.prePromotionAnalysis,
    current: draft.runs.prePromotion,
    isSkipped: skipsPreAnalysis(draft, strategy),
    purpose: { type: 'PrePromotion', suffix: 'pre' },
    title: 'Blue/green pre-promotion',
  });
  if (pre.draft.next.kind !== 'stage') return { draft: pre.draft, runs: {} };
  const post = keep(pre.draft, {
    analysis: strategy.postPromotionAnalysis,
    current: draft.runs.postPromotion,
    isSkipped: skipsPostAnalysis(draft),
    purpose: { type: 'PostPromotion', suffix: 'post' },
    title: 'Blue/green post-promotion',
  });
  return {
    draft: post.draft,
    runs: { ...(pre.run && { prePromotion: pre.run }), ...(post.run && { postPromotion: post.run }) },
  };
}

interface Kept {
  readonly analysis: RolloutAnalysis | undefined;
  readonly current: RunView | undefined;
  readonly isSkipped: boolean;
  readonly purpose: Omit<RunPurpose, 'analysis'>;
  readonly title: string;
}

function keep(draft: Draft, { analysis, current, isSkipped, purpose, title }: Kept): Started {
  const { status } = draft.rollout;
  if (analysis === undefined || (analysis.templates ?? []).length === 0) return { draft: ended(draft, current) };
  if (isSkipped) return heeded(ended(draft, current), current, title);
  const isPaused = pauseFor(status, 'InconclusiveAnalysisRun') !== undefined;
  if (!isPaused && needsNewRun(current, status)) return startRun(draft, { analysis, ...purpose });
  return heeded(draft, current, title);
}

function heeded(draft: Draft, run: RunView | undefined, title: string): Started {
  return { draft: heedRun(draft, run, title), ...(run && { run }) };
}

function ended(draft: Draft, run: RunView | undefined): Draft {
  return run === undefined ? draft : want(draft, { kind: 'ended', what: 'analysisRun', run });
}

/** A run that was begun, or was to be, goes on whatever becomes of single pods. */
function skipsPreAnalysis({ rollout, sets, runs }: Draft, { previewReplicaCount }: BlueGreenStrategy): boolean {
  const { status, spec } = rollout;
  const hash = sets.newRS?.hash ?? '';
  const active = status.blueGreen.activeSelector;
  if (status.stableRS === hash || active === '' || active === hash || hash === '') return true;
  if (runs.prePromotion !== undefined || status.blueGreen.prePromotionAnalysisRunStatus !== undefined) return false;
  if (previewReplicaCount === undefined) return !isSaturated(sets.newRS, spec.replicas);
  return sets.newRS?.replicas !== previewReplicaCount || sets.newRS.available !== previewReplicaCount;
}

/** Whether it is not yet, or no more, time to look at the new revision in use. */
export function skipsPostAnalysis({ rollout, sets, runs }: Draft): boolean {
  const { status, spec } = rollout;
  const hash = sets.newRS?.hash ?? '';
  if (status.stableRS === hash || status.blueGreen.activeSelector !== hash || hash === '') return true;
  const isBegun = runs.postPromotion !== undefined || status.blueGreen.postPromotionAnalysisRunStatus !== undefined;
  return !isBegun && !isSaturated(sets.newRS, spec.replicas);
}
