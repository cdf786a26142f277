import { isCompleted, type Phase } from '../../resources/run-status.ts';
import { areRequiredSuccessful, hasRequired } from './ending.ts';
import type { ExperimentSpec } from './experiment.ts';
import { type ExperimentStatus, named, type TemplateCode } from './status.ts';

interface Verdict {
  readonly phase: Phase | '';
  readonly message: string;
}

/** From best to worst. */
const TEMPLATE_ORDER: readonly TemplateCode[] = ['Successful', 'Running', 'Progressing', 'Error', 'Failed'];
const RUN_ORDER: readonly Phase[] = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];

/**
 * Where an Experiment stands as a whole, from its templates and its runs. What ended stays; the first sync only says Pending.
 *
 * @see rollout.md §18.3
 */
export function overallPhase(spec: ExperimentSpec, status: ExperimentStatus): Verdict {
  if (status.phase === '') return { phase: 'Pending', message: status.message };
  if (isCompleted(status.phase)) return status;
  const templates = ofTemplates(spec, status);
  const runs = ofRuns(spec, status);
  if (isCompleted(templates.phase)) {
    const runsDecide = isCompleted(runs.phase) || hasRequired(spec);
    return templates.phase === 'Successful' && runsDecide ? runs : templates;
  }
  const wentWrong = isCompleted(runs.phase) && runs.phase !== 'Successful';
  return wentWrong || areRequiredSuccessful(spec, status) ? runs : templates;
}

/** The worst of the templates. */
export function ofTemplates(spec: ExperimentSpec, status: ExperimentStatus): Verdict {
  const found = spec.templates.map(({ name }) => named(status.templateStatuses, name));
  const worst = worstOf(
    TEMPLATE_ORDER,
    found.map((template) => ({ code: template?.status || 'Successful', message: template?.message ?? '' })),
  );
  return { phase: worst.code === 'Progressing' ? 'Pending' : worst.code, message: worst.message };
}

/** The worst of the runs; none at all are a success. A run that waits counts as running. */
function ofRuns(spec: ExperimentSpec, status: ExperimentStatus): Verdict {
  const found = spec.analyses.map(({ name }) => named(status.analysisRuns, name));
  const { code, message } = worstOf(
    RUN_ORDER,
    found.map((run) => ({ code: run?.phase || 'Successful', message: run?.message ?? '' })),
  );
  if (code === 'Successful' && areRequiredSuccessful(spec, status)) {
    return { phase: 'Successful', message: 'Required AnalysisRuns completed' };
  }
  return { phase: code === 'Pending' ? 'Running' : code, message };
}

/** The first of the worst, with its message; a success has none. */
function worstOf<Code extends string>(
  order: readonly Code[],
  found: readonly { readonly code: Code | 'Successful'; readonly message: string }[],
): { readonly code: Code | 'Successful'; readonly message: string } {
  const rank = (code: Code | 'Successful'): number => order.findIndex((other) => other === code);
  return found.reduce((worst, next) => (rank(next.code) > rank(worst.code) ? next : worst), {
    code: 'Successful',
    message: '',
  });
}
