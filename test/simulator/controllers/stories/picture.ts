import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { list, nameOf, type Stage } from './story.ts';

const KINDS = ['deployments', 'replicasets', 'pods', 'jobs', 'configmaps', 'endpointslices', 'endpoints'];

/** What controllers are answerable for in a namespace, without what chance and time bring: the two clusters' must be the same. */
export async function picture(stage: Stage): Promise<JsonObject> {
  const lists = await Promise.all(KINDS.map((plural) => list(stage, plural)));
  const objects = lists.map((items) => items.filter((object) => nameOf(object) !== 'kube-root-ca.crt'));
  const events = (
    await stage.answer({ method: 'GET', path: `/api/v1/namespaces/${stage.namespace}/events`, query: {} })
  ).body;
  const words = wordsFor(objects.flat());
  const shown = objects.map((items) => sorted(items.map((object) => plain(shownOf(object), words))));
  const { status, body } = await stage.answer({
    method: 'GET',
    path: `/api/v1/namespaces/${stage.namespace}`,
    query: {},
  });
  return {
    ...Object.fromEntries(KINDS.map((plural, place) => [plural, shown[place] ?? []])),
    events: sorted(
      new Fields(events)
        .list('items')
        .filter(isJsonObject)
        .flatMap(eventOf)
        .map((event) => plain(event, words)),
    ),
    namespace: status === 200 ? new Fields(body).below('status').text('phase') : 'gone',
  };
}

/** Names that are made by chance, and what is shown in their place. */
function wordsFor(objects: readonly JsonObject[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const object of objects) {
    const metadata = new Fields(object).below('metadata');
    const labels = metadata.below('labels');
    const [container] = new Fields(object).below('spec').below('template').below('spec').list('containers');
    const image = new Fields(container).text('image');
    if (labels.has('pod-template-hash') && image !== '') words.set(labels.text('pod-template-hash'), `<${image}>`);
  }
  return words;
}

function shownOf(object: JsonObject): JsonObject {
  const metadata = new Fields(object).below('metadata');
  const spec = new Fields(object).below('spec');
  const members = ['labels', 'finalizers', 'ownerReferences', 'deletionGracePeriodSeconds'];
  const selected = ['replicas', 'selector', 'minReadySeconds', 'nodeName', 'suspend', 'paused'];
  // In how many steps these change what they own depends on which pods are ready first.
  const isCounted = !metadata
    .list('ownerReferences')
    .some((owner) => OFTEN_CHANGED_BY.has(new Fields(owner).text('kind')));
  const { observedGeneration, ...status } = new Fields(object).object('status') ?? {};
  return {
    name: metadata.has('generateName') ? metadata.text('generateName') : metadata.text('name'),
    ...picked(metadata, members),
    annotations: annotationsOf(metadata),
    isGoing: metadata.has('deletionTimestamp'),
    spec: picked(spec, selected),
    ...picked(new Fields(object), ['data', 'addressType', 'ports']),
    ...listed(object, 'endpoints'),
    ...listed(object, 'subsets'),
    status,
    ...(isCounted
      ? { generation: metadata.json('generation') ?? null, observedGeneration: observedGeneration ?? null }
      : { isObserved: observedGeneration === metadata.json('generation') }),
  };
}

/** Those of Endpoints say when they were last changed, where that is known. */
function annotationsOf(metadata: Fields): JsonObject {
  const annotations = Object.entries(metadata.object('annotations') ?? {});
  return Object.fromEntries(annotations.filter(([name]) => !name.startsWith('endpoints.kubernetes.io/')));
}

/** A list whose order is chance. */
function listed(object: JsonObject, name: string): JsonObject {
  const items = new Fields(object).list(name).filter(isJsonObject);
  return items.length === 0 ? {} : { [name]: sorted(items.map((item) => nameless(plain(item, new Map())))) };
}

/** Without the names of pods. */
function nameless(json: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(json).replaceAll(/"kind":"Pod","name":"[^"]*"/g, '"kind":"Pod"')) as JsonObject;
}

function picked(fields: Fields, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = fields.json(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const OFTEN_CHANGED_BY: ReadonlySet<string> = new Set(['Deployment', 'Service']);

/** Of pods the embedded cluster tells more: its node says what a kubelet would, the stand-in of the real cluster says nothing. */
function eventOf(event: JsonObject): readonly JsonObject[] {
  const fields = new Fields(event);
  const about = fields.below('involvedObject').text('kind');
  // In how many steps a Deployment is scaled depends on which pods are ready first.
  if (about === 'Pod' || fields.text('reason') === 'ScalingReplicaSet') return [];
  return [
    {
      ...picked(fields, ['type', 'reason', 'message', 'source', 'reportingComponent']),
      about: `${about} ${fields.below('involvedObject').text('name')}`,
    },
  ];
}

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
/** The real cluster's stand-in for a kubelet does not always know when a container that has ended was started, and when it ended. */
const UNKNOWN = /"(startedAt|finishedAt)":("time"|null)/g;
const ADDRESS = /\b10\.\d+\.\d+\.\d+\b/g;

function plain(object: JsonObject, words: ReadonlyMap<string, string>): JsonObject {
  let text = JSON.stringify(object, inOrder)
    .replaceAll(UID, 'uid')
    .replaceAll(TIME, 'time')
    .replaceAll(ADDRESS, 'address')
    .replaceAll(UNKNOWN, '"$1":"time"');
  for (const [word, shown] of words) text = text.replaceAll(word, shown);
  // Of ReplicaSets that are gone the hash is known no more; of pods the last part of the name is chance.
  text = text.replaceAll(/-[456789bcdf]{6,10}(?=["-])/g, '-…');
  text = text.replaceAll(/(pod: \S*-)[bcdfghjklmnpqrstvwxz2456789]{5}"/g, '$1…"');
  return JSON.parse(text) as JsonObject;
}

/** Members in the order of their names, so that equal objects have equal texts. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sorted(objects: readonly JsonObject[]): readonly JsonObject[] {
  return [...objects].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
