import type { Clock } from '../../core/clock.ts';
import { Fault } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Api, WatchEvent, Watching } from '../api/call.ts';
import type { App } from './flow.ts';
import type { Entry } from './split/split-of.ts';
import { Workload, type WorkloadSettings } from './workload.ts';

/** A workload that follows a cluster. */
export interface FollowingWorkload {
  readonly workload: Workload;
  /** From now on it hears nothing of the cluster any more. */
  readonly stop: () => void;
}

const ISTIO = '/apis/networking.istio.io/v1beta1';

/** What decides where requests go, besides pods and Services. */
const WATCHED: Readonly<Record<Entry['kind'], readonly string[]>> = {
  service: [],
  nginx: ['/apis/networking.k8s.io/v1/ingresses'],
  istio: [`${ISTIO}/virtualservices`, `${ISTIO}/destinationrules`],
};

/**
 * Lets the requests of an app flow, from now on, wherever a cluster's objects send them.
 *
 * @throws Fault CLUSTER_REFUSED when something that decides it is not served, such as Istio's kinds without their definitions
 */
export function workloadOn(
  { api, clock }: { readonly api: Api; readonly clock: Clock },
  app: App,
  settings: Omit<WorkloadSettings, 'startAt'> = {},
): FollowingWorkload {
  const workload = new Workload(app, { ...settings, startAt: clock.now() });
  const objects = new Map<string, JsonObject>();
  const hear = ({ type, object }: WatchEvent): void => {
    if (type === 'BOOKMARK' || type === 'ERROR') return;
    if (type === 'DELETED') objects.delete(keyOf(object));
    else objects.set(keyOf(object), object);
    workload.observe([...objects.values()], clock.now());
  };
  const paths = new Set([
    '/api/v1/pods',
    '/api/v1/services',
    ...app.streams.flatMap(({ entry }) => WATCHED[entry.kind]),
  ]);
  const watches = [...paths].map((path) => watched(api, path, hear));
  return {
    workload,
    stop() {
      for (const watch of watches) watch.stop();
    },
  };
}

function watched(api: Api, path: string, hear: (event: WatchEvent) => void): Watching {
  const answer = api.watch({ method: 'GET', path, query: { watch: 'true' } }, hear);
  if ('stop' in answer) return answer;
  const reason = new Fields(answer.body).text('message');
  throw new Fault('CLUSTER_REFUSED', `the workload cannot follow ${path}: ${reason}`, { path });
}

function keyOf(object: JsonObject): string {
  const metadata = new Fields(object).below('metadata');
  return JSON.stringify([object['kind'] ?? '', metadata.text('namespace'), metadata.text('name')]);
}
