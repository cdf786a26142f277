import { instantOf, millisOf } from '../../../core/instant.ts';
import { humanDuration } from '../../../rollout/info/human-duration.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { templateWarnings } from '../checks/template.ts';
import { selectorColumn, templateColumns } from '../columns/pod-template-columns.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillJob, jobErrors, selectOwnPods } from './job-rules.ts';

export const jobs: ApiKind = builtIn({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  generationOf: OF_SPEC,
  selectable: { 'status.successful': ['status', 'succeeded'] },
  fill: fillJob,
  onCreate: selectOwnPods,
  errorsOf: jobErrors,
  warningsOf: templateWarnings('Pod names and hostnames'),
  columns: [
    nameColumn,
    textColumn('Status', 'How the job stands.', statusText),
    textColumn('Completions', 'How many of its pods have succeeded.', completionsText),
    textColumn('Duration', 'How long it took, or has taken so far.', durationText),
    ageColumn,
    ...templateColumns,
    selectorColumn,
  ],
});

/** Conditions in the order in which they are told, with the words for them. */
const CONDITIONS = [
  ['Complete', 'Complete'],
  ['Failed', 'Failed'],
  ['', 'Terminating'],
  ['Suspended', 'Suspended'],
  ['FailureTarget', 'FailureTarget'],
  ['SuccessCriteriaMet', 'SuccessCriteriaMet'],
] as const;

function statusText(job: Fields): string {
  const conditions = items(job.below('status'), 'conditions');
  const found = CONDITIONS.find(([type]) => {
    if (type === '') return job.below('metadata').has('deletionTimestamp');
    return conditions.find((condition) => condition.text('type') === type)?.text('status') === 'True';
  });
  return found?.[1] ?? 'Running';
}

function completionsText(job: Fields): string {
  const spec = job.below('spec');
  const succeeded = job.below('status').whole('succeeded') ?? 0;
  const completions = spec.whole('completions');
  if (completions !== undefined) return `${succeeded}/${completions}`;
  const parallelism = spec.whole('parallelism') ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText(job: Fields, ageAt: number): string {
  const status = job.below('status');
  const start = status.time('startTime');
  const end = status.time('completionTime') ?? instantOf(ageAt);
  return start === undefined ? '' : humanDuration(millisOf(end - start));
}
