import { marshalJson } from '../../../core/go/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import {
  errorIf,
  type FieldError,
  invalid,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { selectorErrors, selects, shownSelector } from '../../../rollout/validate/label-selector.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { nonNegativeErrors } from '../checks/numbers.ts';
import { mismatchErrors, templateErrors } from '../checks/template.ts';
import { errorsOfPart } from '../checks/when-changed.ts';
import { fillAbsent, fillIn, inEach, inMember } from '../fill/fill.ts';
import { fillTemplate } from '../fill/pod-spec.ts';

const MOST_TRIES = 2 ** 31 - 1;

/** What a Job is where it does not say. One without labels has those of its pods. */
export function fillJob(job: JsonObject): JsonObject {
  const labels = new Fields(job).below('spec').below('template').below('metadata').object('labels');
  const labelled =
    labels === undefined ? job : inMember(job, 'metadata', (metadata) => fillAbsent(metadata, { labels }));
  return inMember(fillTemplate(labelled), 'spec', fillSpec);
}

function fillSpec(spec: JsonObject): JsonObject {
  const hasNeither = spec['completions'] === undefined && spec['parallelism'] === undefined;
  const filled = fillAbsent(spec, {
    ...(hasNeither && { completions: 1 }),
    parallelism: 1,
    backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : MOST_TRIES,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  });
  return inMember(filled, 'podFailurePolicy', (policy) =>
    inEach(policy, 'rules', (rule) =>
      inEach(rule, 'onPodConditions', (pattern) => fillIn(pattern, { status: 'True' })),
    ),
  );
}

const UID_LABEL = 'batch.kubernetes.io/controller-uid';

/**
 * Labels the pods of a new Job as its own and selects them by its uid, unless it brings its own selector. The labels of a Job that
 * has its pods' labels are the very same map to Go, so they grow along.
 */
export function selectOwnPods(job: JsonObject): JsonObject {
  const fields = new Fields(job);
  if (fields.below('spec').flag('manualSelector')) return job;
  const own = ownLabels(fields.below('metadata'));
  const labels = fields.below('spec').below('template').below('metadata').object('labels');
  const sharesLabels = labels !== undefined && labels === fields.below('metadata').object('labels');
  const labelled = sharesLabels ? inMember(job, 'metadata', (metadata) => withLabels(metadata, own)) : job;
  const selecting = inMember(labelled, 'spec', (spec) => {
    const selector = new Fields(spec).object('selector') ?? {};
    const matchLabels = fillAbsent(new Fields(selector).object('matchLabels') ?? {}, {
      [UID_LABEL]: own[UID_LABEL] ?? '',
    });
    const template = new Fields(spec).object('template') ?? {};
    const metadata = withLabels(new Fields(template).object('metadata') ?? {}, own);
    return { ...spec, selector: { ...selector, matchLabels }, template: { ...template, metadata } };
  });
  // What has no labels of its own gets them once more when it is read again.
  return fillJob(selecting);
}

function ownLabels(metadata: Fields): Readonly<Record<string, string>> {
  const [name, uid] = [metadata.text('name'), metadata.text('uid')];
  return { [UID_LABEL]: uid, 'batch.kubernetes.io/job-name': name, 'controller-uid': uid, 'job-name': name };
}

function withLabels(metadata: JsonObject, labels: JsonObject): JsonObject {
  return { ...metadata, labels: fillAbsent(new Fields(metadata).object('labels') ?? {}, labels) };
}

/** What is wrong with a Job. */
export function jobErrors(job: JsonObject, old?: JsonObject): readonly FieldError[] {
  return errorsOfPart('spec', (spec, oldSpec) => [
    ...ownSelectorErrors(new Fields(job)),
    ...specErrors(spec),
    ...(oldSpec === undefined ? [] : changeErrors(spec, oldSpec)),
  ])(job, old);
}

/** The labels that a Job gives its pods must be there as it gave them. */
function ownSelectorErrors(job: Fields): readonly FieldError[] {
  const spec = job.below('spec');
  const selector = spec.object('selector');
  if (spec.flag('manualSelector') || selector === undefined) return [];
  const labels = spec.below('template').below('metadata').object('labels');
  const own = ownLabels(job.below('metadata'));
  return [
    ...['controller-uid', 'job-name', UID_LABEL, 'batch.kubernetes.io/job-name'].flatMap((label) =>
      labelErrors(labels, label, own[label] ?? ''),
    ),
    ...errorIf(
      selectorErrors(selector, '').length === 0 && !selects(selector, own),
      invalid('spec.selector', shownSelector(selector), '`selector` not auto-generated'),
    ),
  ];
}

function labelErrors(labels: JsonObject | undefined, label: string, expected: string): readonly FieldError[] {
  const path = `spec.template.metadata.labels[${label}]`;
  const found = labels?.[label];
  if (found === undefined) return [required(path, `must be '${expected}'`)];
  return errorIf(found !== expected, invalid(path, { json: marshalJson(labels ?? null) }, `must be '${expected}'`));
}

const NUMBERS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];

function specErrors(spec: Fields): readonly FieldError[] {
  const selector = spec.object('selector');
  return [
    ...nonNegativeErrors(spec, 'spec', [...NUMBERS, 'backoffLimitPerIndex', 'maxFailedIndexes']),
    ...errorIf(
      spec.has('maxFailedIndexes') && !spec.has('backoffLimitPerIndex'),
      required('spec.backoffLimitPerIndex', 'when maxFailedIndexes is specified'),
    ),
    ...modeErrors(spec),
    ...replacementErrors(spec),
    ...templateErrors(spec.object('template') ?? {}),
    ...restartErrors(spec),
    ...(selector === undefined ? [required('spec.selector')] : selectorErrors(selector, 'spec.selector')),
    ...(selectorErrors(selector, '').length === 0 ? mismatchErrors(spec) : []),
  ];
}

function modeErrors(spec: Fields): readonly FieldError[] {
  const mode = spec.text('completionMode');
  if (mode === 'Indexed') {
    return errorIf(!spec.has('completions'), required('spec.completions', 'when completion mode is Indexed'));
  }
  const unknown = notSupported('spec.completionMode', word(mode), ['NonIndexed', 'Indexed']);
  return [
    ...errorIf(mode !== 'NonIndexed', unknown),
    ...['backoffLimitPerIndex', 'maxFailedIndexes']
      .filter((name) => mode === 'NonIndexed' && spec.has(name))
      .map((name) => invalid(`spec.${name}`, spec.whole(name) ?? 0, 'requires indexed completion mode')),
  ];
}

function replacementErrors(spec: Fields): readonly FieldError[] {
  const policy = spec.text('podReplacementPolicy');
  const supported = spec.has('podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return errorIf(!supported.includes(policy), notSupported('spec.podReplacementPolicy', word(policy), supported));
}

function restartErrors(spec: Fields): readonly FieldError[] {
  const path = 'spec.template.spec.restartPolicy';
  const policy = spec.below('template').below('spec').text('restartPolicy');
  if (policy === 'Always' || policy === '') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, word(policy), ['OnFailure', 'Never'])];
  return errorIf(
    spec.has('podFailurePolicy') && policy !== 'Never',
    invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified'),
  );
}

/** What may not change once the Job is there. */
const FIXED = [
  'selector',
  'template',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
];

function changeErrors(spec: Fields, old: Fields): readonly FieldError[] {
  return [
    ...completionErrors(spec, old),
    ...FIXED.flatMap((name) => immutableErrors(`spec.${name}`, spec.json(name), old.json(name))),
  ];
}

/** How many pods must succeed may only change where each has a number of its own, and then only with how many run at once. */
function completionErrors(spec: Fields, old: Fields): readonly FieldError[] {
  const path = 'spec.completions';
  const [completions, before] = [spec.whole('completions'), old.whole('completions')];
  if (spec.text('completionMode') !== 'Indexed') return immutableErrors(path, completions, before);
  const isInStep = completions === undefined || completions === before || completions === spec.whole('parallelism');
  return errorIf(!isInStep, invalid(path, completions ?? 0, 'can only be modified in tandem with spec.parallelism'));
}
