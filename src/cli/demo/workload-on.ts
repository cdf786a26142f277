import type { Clock } from '../../core/clock.ts';
import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { keyOf, nameOf } from '../../kube/metadata.ts';
import { HASH_LABEL } from '../../rollout/hash-label.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Api, WatchEvent, Watching } from '../../simulator/api/call.ts';
import type { App } from '../../simulator/workload/flow.ts';
import { splitOf } from '../../simulator/workload/split/split-of.ts';
import { Workload } from '../../simulator/workload/workload.ts';
import type { Load } from './load.ts';
import { versionOf } from './seen.ts';
import { NAMESPACE, SHOP } from './story/shop.ts';
import type { Entries } from './story/story.ts';
import { behaviourOfVersion } from './story/versions.ts';

/** The shop's requests on a cluster. */
export interface ShopWorkload {
  readonly workload: Workload;
  /** The users' requests between two moments. */
  readonly loads: (from: Instant, to: Instant) => readonly Load[];
  stop(): void;
}

const USERS = 'users';
const REQUESTS_PER_SECOND = { users: 100, tests: 5 };
/** What decides where requests go. */
const WATCHED = ['/api/v1/pods', '/api/v1/services', '/apis/networking.k8s.io/v1/ingresses'];

/** Lets the shop's requests flow, from now on, wherever the cluster's objects send them. */
export function workloadOn(api: Api, clock: Clock, { users, tests }: Entries): ShopWorkload {
  const objects = new Map<string, JsonObject>();
  const versions = new Map<string, string>();
  let shares: ReadonlyMap<string, number> = new Map();
  const app: App = {
    namespace: NAMESPACE,
    name: SHOP,
    podLabels: { app: SHOP },
    streams: [
      { name: USERS, entry: users, requestsPerSecond: REQUESTS_PER_SECOND.users },
      ...(tests === undefined ? [] : [{ name: 'tests', entry: tests, requestsPerSecond: REQUESTS_PER_SECOND.tests }]),
    ],
    behaviourOf: (pod) => behaviourOfVersion(imageVersion(pod), shares.get(hashOf(pod)) ?? 0),
  };
  const workload = new Workload(app, { startAt: clock.now() });
  const hear = ({ type, object }: WatchEvent): void => {
    if (type === 'BOOKMARK' || type === 'ERROR') return;
    const key = `${textIn(object, 'kind')} ${keyOf(nameOf(object))}`;
    if (type === 'DELETED') objects.delete(key);
    else objects.set(key, object);
    if (textIn(object, 'kind') === 'Pod') versions.set(hashOf(object), imageVersion(object));
    const all = [...objects.values()];
    shares = splitOf(users, all).shares;
    workload.observe(all, clock.now());
  };
  const watches = WATCHED.map((path) => watched(api, path, hear));
  return {
    workload,
    loads: (from, to) => workload.spans(from, to).map((span) => loadOf(span, versions)),
    stop() {
      for (const watch of watches) watch.stop();
    },
  };
}

function watched(api: Api, path: string, hear: (event: WatchEvent) => void): Watching {
  const answer = api.watch({ method: 'GET', path, query: { watch: 'true' } }, hear);
  if ('stop' in answer) return answer;
  throw new Error(`the embedded API does not let ${path} be watched: ${textIn(answer.body, 'message')}`);
}

function loadOf(
  { from, to, flow }: ReturnType<Workload['spans']>[number],
  versions: ReadonlyMap<string, string>,
): Load {
  const parts = flow.revisions.map(({ revision, behaviour, perSecond }) => ({
    version: versions.get(revision) ?? '',
    perSecond: perSecond.get(USERS) ?? 0,
    errors: behaviour.codes['500'] ?? 0,
  }));
  return { from, to, parts };
}

function hashOf(pod: JsonObject): string {
  return textIn(objectIn(objectIn(pod, 'metadata'), 'labels'), HASH_LABEL);
}

function imageVersion(pod: JsonObject): string {
  const [container] = new Fields(pod).below('spec').list('containers');
  return versionOf(new Fields(container).text('image'));
}
