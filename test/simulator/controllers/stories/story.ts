import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import type { ApiAnswer, ApiCall } from '../../../../src/simulator/api/call.ts';

/** A cluster that a story is played on, in a namespace of the story's own. */
export interface Stage {
  readonly namespace: string;
  answer(call: ApiCall): Promise<ApiAnswer>;
}

/** Something that is done, after which the clusters come to rest and are compared. */
export interface Scene {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
  /** How long clusters may take to come to rest. Default 5 s. */
  readonly seconds?: number;
}

export interface Story {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

const ROOTS: Readonly<Record<string, string>> = {
  pods: '/api/v1',
  configmaps: '/api/v1',
  services: '/api/v1',
  endpoints: '/api/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  replicasets: '/apis/apps/v1',
  deployments: '/apis/apps/v1',
  jobs: '/apis/batch/v1',
};

export function path(stage: Stage, plural: string, ...more: readonly string[]): string {
  return [`${ROOTS[plural] ?? ''}/namespaces/${stage.namespace}/${plural}`, ...more].join('/');
}

/** @throws Error for a refusal: stories do only what both clusters let them do */
export async function send(stage: Stage, call: Omit<ApiCall, 'query'> & Partial<ApiCall>): Promise<JsonObject> {
  const answer = await stage.answer({ query: {}, ...call });
  if (answer.status >= 300) throw new Error(`${call.method} ${call.path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function create(stage: Stage, plural: string, object: JsonObject): Promise<JsonObject> {
  return send(stage, { method: 'POST', path: path(stage, plural), body: object });
}

export async function patch(stage: Stage, plural: string, name: string, change: JsonObject): Promise<void> {
  const contentType = 'application/merge-patch+json';
  await send(stage, { method: 'PATCH', path: path(stage, plural, name), contentType, body: change });
}

export async function remove(stage: Stage, plural: string, name: string, propagationPolicy?: string): Promise<void> {
  const body: Json = propagationPolicy === undefined ? {} : { propagationPolicy };
  await send(stage, { method: 'DELETE', path: path(stage, plural, name), body });
}

/** All objects of a kind, in the order of their names. */
export async function list(stage: Stage, plural: string): Promise<readonly JsonObject[]> {
  const { items } = await send(stage, { method: 'GET', path: path(stage, plural) });
  // A list holds objects.
  return items as readonly JsonObject[];
}

/** The name of the first pod with a label. */
export async function onePod(stage: Stage, label: string): Promise<string> {
  const query = { labelSelector: label };
  const { items } = await send(stage, { method: 'GET', path: path(stage, 'pods'), query });
  const [first] = items as readonly JsonObject[];
  return nameOf(first ?? {});
}

export function nameOf(object: JsonObject): string {
  return new Fields(object['metadata']).text('name');
}

/** A pod template; its pods are labelled `app: NAME`. */
export function template(app: string, image: string, spec: JsonObject = {}, container: JsonObject = {}): JsonObject {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image, ...container }], ...spec } };
}

export function replicaSet(name: string, replicas: number, more: JsonObject = {}): JsonObject {
  const selector = { matchLabels: { app: name } };
  return { metadata: { name }, spec: { replicas, selector, template: template(name, 'web:1'), ...more } };
}

export function deployment(name: string, replicas: number, more: JsonObject = {}): JsonObject {
  return { ...replicaSet(name, replicas, more) };
}

/** A Job whose pods run a line of shell. */
export function job(name: string, line: string, more: JsonObject = {}): JsonObject {
  const containers = [{ name: 'main', image: 'job:1', command: ['sh', '-c', line] }];
  return { metadata: { name }, spec: { template: { spec: { restartPolicy: 'Never', containers } }, ...more } };
}
