import type { Json, JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import { findName } from '../analysis/free-name.ts';
import { readArguments } from '../analysis/read-arguments.ts';
import { storedRevision } from '../begin/set-revision.ts';
import { stepsBack } from '../canary/step.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { controllerReference } from '../owner.ts';
import type { Draft } from '../plan/draft.ts';
import { withoutEmpty } from '../plan/without-empty.ts';
import { Fields } from '../reading/fields.ts';
import { REVISION } from '../replica-sets/annotation-keys.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { experimentTemplate } from './experiment-template.ts';
import { type ExperimentView, viewExperiment } from './experiment-view.ts';

export type Wanted =
  | { readonly kind: 'experiment'; readonly experiment: ExperimentView; readonly isNew: boolean }
  | { readonly kind: 'fault'; readonly error: string };

/** The Experiment of the current step: new, or the one that an earlier sync made for it (rollout.md §18.1). */
export function newExperiment(draft: Draft, strategy: CanaryStrategy): Wanted {
  const { rollout, facts } = draft;
  const step = new Fields(
    stepsBack({ ...rollout.status, steps: strategy.steps }).find(({ experiment }) => experiment !== undefined)
      ?.experiment,
  );
  const spec = specOf(draft, step);
  if (spec.kind === 'fault') return spec;
  const named = findName({
    baseName: `${rollout.name}-${facts.podHash}-${storedRevision(draft)}-${rollout.status.currentStepIndex ?? 0}`,
    separator: '-',
    existing: facts.observed.experiments,
    ownerUid: facts.uid,
    knownAs: rollout.status.canary.currentExperiment,
    isSame: (object) => isSameSpec(spec.spec, new Fields(object).object('spec') ?? {}),
  });
  if (named.kind === 'made') return { kind: 'experiment', experiment: viewExperiment(named.object), isNew: false };
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Experiment',
    metadata: metadataOf(draft, named.name),
    spec: spec.spec,
  };
  return { kind: 'experiment', experiment: viewExperiment(object), isNew: true };
}

function metadataOf(draft: Draft, name: string): JsonObject {
  const { rollout, facts } = draft;
  const labels = new Fields(facts.json).below('metadata').object('labels') ?? {};
  return {
    name,
    namespace: rollout.namespace,
    ownerReferences: [controllerReference(facts.json)],
    // The instance id stands among the labels, if there is one.
    labels: { ...labels, [HASH_LABEL]: facts.podHash },
    annotations: { [REVISION]: storedRevision(draft) },
  };
}

type Spec = { readonly kind: 'spec'; readonly spec: JsonObject } | { readonly kind: 'fault'; readonly error: string };

function specOf(draft: Draft, step: Fields): Spec {
  const templates: JsonObject[] = [];
  for (const json of step.list('templates')) {
    const template = experimentTemplate(draft, new Fields(json));
    if (template === undefined) return fault('Invalid template step SpecRef: must be canary or stable');
    templates.push(template);
  }
  const analyses: JsonObject[] = [];
  for (const json of step.list('analyses')) {
    const analysis = analysisOf(draft, new Fields(json));
    if (analysis.kind === 'fault') return analysis;
    analyses.push(analysis.spec);
  }
  const deadline = new Fields(draft.facts.json).below('spec').whole('progressDeadlineSeconds');
  const passed = ['duration', 'dryRun', 'analysisRunMetadata', 'scaleDownDelaySeconds'].flatMap((name) => {
    const value = step.json(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const spec: JsonObject = {
    ...Object.fromEntries(passed),
    templates,
    ...(analyses.length > 0 && { analyses }),
    ...(deadline !== undefined && { progressDeadlineSeconds: deadline }),
  };
  return { kind: 'spec', spec };
}

function analysisOf(draft: Draft, analysis: Fields): Spec {
  const read = readArguments(draft, analysis.list('args'));
  if (read.fault !== undefined) return fault(read.fault);
  const args: Json = [...read.args].map((argument) => ({ ...argument }));
  const clusterScope = analysis.flag('clusterScope');
  const required = analysis.flag('requiredForCompletion');
  const spec: JsonObject = {
    name: analysis.text('name'),
    templateName: analysis.text('templateName'),
    ...(clusterScope && { clusterScope }),
    ...(read.args.length > 0 && { args }),
    ...(required && { requiredForCompletion: required }),
  };
  return { kind: 'spec', spec };
}

function fault(error: string): { readonly kind: 'fault'; readonly error: string } {
  return { kind: 'fault', error };
}

/** That it was asked to end makes no other of it. */
function isSameSpec(wanted: JsonObject, spec: JsonObject): boolean {
  const { terminate: _, ...live } = spec;
  return Object.keys(mergePatch(withoutEmpty(wanted), withoutEmpty(live))).length === 0;
}
