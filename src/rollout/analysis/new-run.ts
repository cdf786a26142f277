import { textOf } from '../../core/fault.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import type { RolloutAnalysis } from '../../resources/schema/rollout-analysis.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { collect } from '../../template/collect.ts';
import { flatten } from '../../template/flatten.ts';
import { overlay } from '../../template/overlay.ts';
import { storedRevision } from '../begin/set-revision.ts';
import { templatesOf } from '../begin/validate.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { INSTANCE_LABEL } from '../instance-label.ts';
import { controllerReference } from '../owner.ts';
import { actAfterStatus, type Draft, go } from '../plan/draft.ts';
import { withoutEmpty } from '../plan/without-empty.ts';
import { Fields } from '../reading/fields.ts';
import { REVISION } from '../replica-sets/annotation-keys.ts';
import type { RolloutStatus } from '../status.ts';
import { findName } from './free-name.ts';
import { readArguments } from './read-arguments.ts';
import { type RunView, viewRun } from './run-view.ts';

/** What an AnalysisRun of a Rollout is for. */
export interface RunPurpose {
  readonly analysis: RolloutAnalysis;
  /** `rollout-type`. */
  readonly type: 'Step' | 'Background' | 'PrePromotion' | 'PostPromotion';
  /** What the run's name ends in: the step's index, `pre`, `post`; empty for a background run. */
  readonly suffix: string;
}

/** A draft with a run for a purpose: new, or the one that an earlier sync made for it. Undefined, and a fault, where none can be made. */
export interface Started {
  readonly draft: Draft;
  readonly run?: RunView;
}

/** @see rollout.md §17 */
export function startRun(draft: Draft, purpose: RunPurpose): Started {
  const { facts, rollout, sets } = draft;
  const hash = sets.newRS?.hash ?? '';
  const spec = specOf(draft, purpose.analysis);
  if (typeof spec === 'string') return { draft: go(draft, { kind: 'fault', error: spec }) };
  const named = findName({
    baseName: [rollout.name, hash, storedRevision(draft), purpose.suffix].filter((part) => part !== '').join('-'),
    separator: '.',
    existing: facts.observed.analysisRuns,
    ownerUid: facts.uid,
    knownAs: knownName(rollout.status, purpose.type),
    isSame: (object) => isSameSpec(spec, new Fields(object).object('spec') ?? {}),
  });
  if (named.kind === 'made') return { draft, run: viewRun(named.object) };
  const object: JsonObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: metadataOf(draft, purpose, named.name),
    spec: asJson(spec),
  };
  return { draft: actAfterStatus(draft, { kind: 'createAnalysisRun', object }), run: viewRun(object) };
}

function knownName({ canary, blueGreen }: RolloutStatus, type: RunPurpose['type']): string {
  const references = {
    Step: canary.currentStepAnalysisRunStatus,
    Background: canary.currentBackgroundAnalysisRunStatus,
    PrePromotion: blueGreen.prePromotionAnalysisRunStatus,
    PostPromotion: blueGreen.postPromotionAnalysisRunStatus,
  };
  return references[type]?.name ?? '';
}

/** The spec, or why there is none. */
function specOf(draft: Draft, analysis: RolloutAnalysis): RunSpec | string {
  const { args, fault } = readArguments(draft, asList(analysis.args));
  if (fault !== undefined) return fault;
  try {
    const flat = flatten(collect(analysis.templates ?? [], templatesOf(draft.facts.observed)));
    const { dryRun, measurementRetention } = analysis;
    return overlay(flat, { args, dryRun, measurementRetention });
  } catch (thrown) {
    return textOf(thrown);
  }
}

/** Labels of the selector win, or the run's pods, if any, could be taken for the Rollout's. */
function metadataOf(draft: Draft, { analysis, type, suffix }: RunPurpose, name: string): JsonObject {
  const { facts, rollout, sets } = draft;
  const instance = new Fields(facts.json).below('metadata').below('labels').text(INSTANCE_LABEL);
  const { labels, annotations } = analysis.analysisRunMetadata ?? {};
  return {
    name,
    namespace: rollout.namespace,
    ownerReferences: [controllerReference(facts.json)],
    labels: {
      [HASH_LABEL]: sets.newRS?.hash ?? '',
      'rollout-type': type,
      ...(type === 'Step' && { 'step-index': suffix }),
      ...(instance !== '' && { [INSTANCE_LABEL]: instance }),
      ...labels,
      ...new Fields(facts.json).below('spec').below('selector').object('matchLabels'),
    },
    annotations: { [REVISION]: storedRevision(draft), ...annotations },
  };
}

/** Only what is measured counts: a run that was asked to end is still the same. */
function isSameSpec(wanted: RunSpec, live: JsonObject): boolean {
  const { metrics = [], args = [], dryRun = [], measurementRetention = [] } = live;
  const { metrics: ours, args: ourArgs = [], dryRun: ourDryRun = [], measurementRetention: ourRetention = [] } = wanted;
  const a = { metrics, args, dryRun, measurementRetention };
  const b = asJson({ metrics: ours, args: ourArgs, dryRun: ourDryRun, measurementRetention: ourRetention });
  return Object.keys(mergePatch(withoutEmpty(a), withoutEmpty(b))).length === 0;
}

/** Specs come from JSON, and are. */
function asJson(spec: object): JsonObject {
  return spec as JsonObject;
}

function asList(list: readonly object[] | undefined): readonly Json[] {
  return (list ?? []).map(asJson);
}
