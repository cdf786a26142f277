import { isJsonObject, type Json } from '../../core/json.ts';
import { goJson } from '../hash/go-json.ts';
import { map, struct, text } from '../hash/go-type.ts';
import { isControlledBy } from '../owner.ts';
import type { Annotations } from '../plan/action.ts';
import { act, type Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import { readPodMetadata } from '../reading/read-strategy.ts';
import type { PodMetadata } from '../strategy.ts';
import { EPHEMERAL_METADATA } from './annotation-keys.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Gives the pods of a ReplicaSet the labels and annotations that their revision's part in the update asks for, first those to come, then
 * those that are there. Of what is there only what was injected before is taken away.
 *
 * @see rollout.md §20.2
 */
export function changePodMetadata(draft: Draft, set: LiveReplicaSet, wanted: PodMetadata | undefined): Draft {
  const injected = injectedInto(set);
  const template = metadataOf(new Fields(set.json).below('spec').below('template'));
  const change = changeOf(template, injected, wanted);
  const relabelled =
    change === undefined
      ? draft
      : act(draft, {
          kind: 'labelReplicaSet',
          replicaSet: set.name,
          labels: change.labels,
          podAnnotations: change.annotations,
          annotations: { [EPHEMERAL_METADATA]: wanted === undefined ? null : marshalMetadata(wanted) },
        });
  return set.replicas === 0 ? relabelled : changePods(relabelled, set, injected, wanted);
}

function changePods(
  draft: Draft,
  set: LiveReplicaSet,
  injected: PodMetadata | undefined,
  wanted: PodMetadata | undefined,
): Draft {
  return draft.facts.observed.pods
    .filter((pod) => isControlledBy(pod, set.uid))
    .reduce((draft, pod) => {
      const change = changeOf(metadataOf(new Fields(pod)), injected, wanted);
      if (change === undefined) return draft;
      return act(draft, { kind: 'labelPod', pod: new Fields(pod).below('metadata').text('name'), ...change });
    }, draft);
}

/** What was injected before, by the annotation that remembers it; one that cannot be read counts as none. */
export function injectedInto({ annotations }: Pick<LiveReplicaSet, 'annotations'>): PodMetadata | undefined {
  try {
    const read: Json = JSON.parse(annotations[EPHEMERAL_METADATA] ?? 'null');
    return isJsonObject(read) ? readPodMetadata(read) : undefined;
  } catch {
    return undefined;
  }
}

const podMetadata = struct({ labels: map(text), annotations: map(text) });

/** The annotation that remembers what was injected. */
export function marshalMetadata({ json }: Pick<PodMetadata, 'json'>): string {
  return goJson(json, podMetadata);
}

type Texts = Readonly<Record<string, string>>;
type Metadata = { readonly labels: Texts; readonly annotations: Texts };
const NONE: Metadata = { labels: {}, annotations: {} };

function metadataOf(object: Fields): Metadata {
  return readPodMetadata(object.object('metadata')) ?? NONE;
}

/** Undefined where all is as it should be. */
function changeOf(
  now: Metadata,
  injected: Metadata = NONE,
  wanted: Metadata = NONE,
): { readonly labels: Annotations; readonly annotations: Annotations } | undefined {
  const labels = textsChange(now.labels, injected.labels, wanted.labels);
  const annotations = textsChange(now.annotations, injected.annotations, wanted.annotations);
  const isSame = Object.keys(labels).length === 0 && Object.keys(annotations).length === 0;
  return isSame ? undefined : { labels, annotations };
}

function textsChange(now: Texts, injected: Texts, wanted: Texts): Annotations {
  const gone = Object.keys(injected).filter((name) => !Object.hasOwn(wanted, name) && Object.hasOwn(now, name));
  const set = Object.entries(wanted).filter(([name, text]) => (now[name] ?? '') !== text);
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...Object.fromEntries(set) };
}
