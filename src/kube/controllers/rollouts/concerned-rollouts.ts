import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import { sameJson } from '../../../core/same-json.ts';
import { selects } from '../../../rollout/validate/label-selector.ts';
import { keyOf, nameOf } from '../../metadata.ts';
import type { Change } from '../../watch/store.ts';
import { controllerOf } from '../by-controller.ts';
import type { CachedKind, Caches } from '../caches.ts';
import { mentionOfObject } from './mentions.ts';

/**
 * The keys of the Rollouts that a change concerns: those that own the object or owned it, and those that name it.
 *
 * @see rollout.md §4.1
 */
export function concernedRollouts(kind: CachedKind | 'onDemand', change: Change, caches: Caches): readonly string[] {
  if (kind === 'rollouts') return [keyOf(nameOf(change.object))];
  if (change.kind === 'resync') return [];
  switch (kind) {
    case 'replicaSets':
      return [...ownersOf(change), ...adoptersOf(change.object, caches)];
    case 'experiments':
      return ownersOf(change);
    case 'analysisRuns':
      return isVerdict(change) ? ownersOf(change) : [];
    case 'services':
    case 'analysisTemplates':
    case 'clusterAnalysisTemplates':
      return namingRollouts(change.object, caches);
    case 'onDemand':
      return textIn(change.object, 'kind') === 'Pod'
        ? rolloutsOfPod(change, caches)
        : namingRollouts(change.object, caches);
  }
}

/** What was measured is nobody's business but the run's, until it comes to something. */
function isVerdict(change: Change): boolean {
  if (change.kind !== 'changed') return true;
  const [was, is] = [change.old, change.object].map((run) => objectIn(run, 'status'));
  return textIn(was, 'phase') !== textIn(is, 'phase') || !sameJson(metaOf(change.old), metaOf(change.object));
}

/** Who owns it, and whether it goes. */
function metaOf(object: JsonObject): JsonObject {
  const { ownerReferences = [], deletionTimestamp = '' } = objectIn(object, 'metadata');
  return { ownerReferences, deletionTimestamp };
}

function ownersOf(change: Change): readonly string[] {
  const versions = change.kind === 'changed' ? [change.object, change.old] : [change.object];
  return [...new Set(versions.flatMap(ownerOf))];
}

function ownerOf(object: JsonObject): readonly string[] {
  const owner = controllerOf(object);
  if (textIn(owner, 'kind') !== 'Rollout') return [];
  return [keyOf({ namespace: nameOf(object).namespace, name: textIn(owner, 'name') })];
}

/** The Rollouts that would take over a ReplicaSet that nobody controls. */
function adoptersOf(set: JsonObject, { rollouts }: Pick<Caches, 'rollouts'>): readonly string[] {
  if (controllerOf(set) !== undefined) return [];
  const labels = objectIn(objectIn(set, 'metadata'), 'labels');
  return rollouts
    .find('namespace', nameOf(set).namespace)
    .filter((rollout) => selects(objectIn(rollout, 'spec')['selector'], labels))
    .map((rollout) => keyOf(nameOf(rollout)));
}

function namingRollouts(object: JsonObject, { rollouts }: Pick<Caches, 'rollouts'>): readonly string[] {
  return rollouts.find('mentions', mentionOfObject(object)).map((rollout) => keyOf(nameOf(rollout)));
}

/** Pods that come and go; how they are doing shows in their ReplicaSet. */
function rolloutsOfPod(change: Change, { replicaSets }: Pick<Caches, 'replicaSets'>): readonly string[] {
  if (change.kind === 'changed') return [];
  const { namespace } = nameOf(change.object);
  const set = replicaSets.get({ namespace, name: textIn(controllerOf(change.object), 'name') });
  return set === undefined ? [] : ownerOf(set);
}
