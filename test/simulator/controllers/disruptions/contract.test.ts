import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { startCluster } from '../../../../src/simulator/start-cluster.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { realClusterKubeconfig } from '../../../support/real-cluster.ts';
import { openRawApi, type RawApi } from '../../support/raw-api.ts';
import { chance } from '../chance.ts';
import {
  create,
  deployment,
  list,
  onePod,
  patch,
  path,
  replicaSet,
  type Stage,
  send,
  template,
} from '../stories/story.ts';

const kubeconfig = realClusterKubeconfig('the contract of disruption budgets with a real cluster');
const PATIENCE_MS = 20_000;

/** What is done, and what comes of it: the answer, if there is one to compare. */
type Scene = readonly [title: string, play: (stage: Stage) => Promise<Json | undefined>];

const SCENES: readonly Scene[] = [
  ['a Deployment of three', (stage) => quiet(create(stage, 'deployments', deployment('web', 3)))],
  ['a budget that keeps all', (stage) => budget(stage, 'web', { minAvailable: 3 })],
  ['an eviction', (stage) => evict(stage, 'app=web')],
  ['a budget that keeps two thirds', (stage) => changeBudget(stage, 'web', { minAvailable: '67%' })],
  ['an eviction again', (stage) => evict(stage, 'app=web')],
  ['a budget that lets one go', (stage) => changeBudget(stage, 'web', { minAvailable: null, maxUnavailable: 1 })],
  ['an eviction that is let through', (stage) => evict(stage, 'app=web')],
  ['another one', (stage) => evict(stage, 'app=web')],
  ['a larger Deployment', (stage) => quiet(patch(stage, 'deployments', 'web', { spec: { replicas: 5 } }))],
  ['half may go', (stage) => changeBudget(stage, 'web', { maxUnavailable: '50%' })],
  ['a budget of nobody', (stage) => budget(stage, 'nobody', { maxUnavailable: 1 })],
  ['a second budget of the same', (stage) => budget(stage, 'second', { minAvailable: 1 }, 'web')],
  ['an eviction that two budgets are about', (stage) => evict(stage, 'app=web')],
  [
    'pods that are never ready, and a budget',
    async (stage) => {
      const spec = { readinessGates: [{ conditionType: 'example.com/gate' }] };
      await create(stage, 'replicasets', replicaSet('shut', 2, { template: template('shut', 'web:1', spec) }));
      return budget(stage, 'shut', { minAvailable: 1 });
    },
  ],
  ['an eviction of a pod that is not ready', (stage) => evict(stage, 'app=shut')],
  ['such pods may always go', (stage) => changeBudget(stage, 'shut', { unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
  ['an eviction of one of them', (stage) => evict(stage, 'app=shut')],
  [
    'enough pods that are ready, one that never is, and a budget',
    async (stage) => {
      const shut = withPart('mixed', 'shut', { readinessGates: [{ conditionType: 'example.com/gate' }] });
      await create(stage, 'replicasets', replicaSet('mixed-open', 2, withPart('mixed', 'open')));
      await create(stage, 'replicasets', replicaSet('mixed-shut', 1, shut));
      return budget(stage, 'mixed', { minAvailable: 2 });
    },
  ],
  ['an eviction of one that is ready', (stage) => evict(stage, 'app=mixed,part=open')],
  ['an eviction of the one that is not', (stage) => evict(stage, 'app=mixed,part=shut')],
];

describe.skipIf(kubeconfig === undefined)('disruption budgets come to what they come to on a real cluster', () => {
  const namespace = `budgets-${randomUUID().slice(0, 8)}`;
  const clock = new VirtualClock();
  const { api } = startCluster({ clock, random: chance() });
  const embedded: Stage = { namespace, answer: (call) => Promise.resolve(api.answer(call)) };
  let real: RawApi;

  beforeAll(async () => {
    real = openRawApi(kubeconfig ?? '');
    for (const stage of [embedded, real])
      await stage.answer({
        method: 'POST',
        path: '/api/v1/namespaces',
        query: {},
        body: { metadata: { name: namespace } },
      });
  });
  afterAll(async () => {
    await real.answer({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}`, query: {} });
    await real.close();
  });

  it.each(SCENES)('%s', { timeout: 60_000 }, async (_title, play) => {
    const onReal: Stage = { namespace, answer: (call) => real.answer(call) };
    const expected = await play(embedded);
    await clock.run(after(clock.now(), millisOf(5_000)));
    expect(await play(onReal)).toEqual(expected);
    await restsAt(onReal, await seen(embedded));
  });
});

async function restsAt(stage: Stage, expected: Json): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  let last = await seen(stage);
  while (JSON.stringify(last) !== JSON.stringify(expected) && performance.now() < giveUpAt) {
    await setTimeout(150);
    last = await seen(stage);
  }
  expect(last).toEqual(expected);
}

/** Specs and statuses of all budgets, without moments, and how far the pods have come. */
async function seen(stage: Stage): Promise<Json> {
  const { items } = await send(stage, { method: 'GET', path: budgetPath(stage) });
  // A list holds objects.
  const budgets = (items as readonly JsonObject[]).map(({ spec = null, status = null }) => ({ spec, status }));
  const pods = (await list(stage, 'pods')).map((pod) => new Fields(pod['status']).text('phase'));
  return JSON.parse(
    JSON.stringify(inOrder({ budgets, pods })).replaceAll(/"lastTransitionTime":"[^"]*",?/g, ''),
  ) as Json;
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => inOrder(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  );
}

const budgetPath = (stage: Stage, ...name: readonly string[]): string =>
  [`/apis/policy/v1/namespaces/${stage.namespace}/poddisruptionbudgets`, ...name].join('/');

async function budget(stage: Stage, name: string, spec: JsonObject, app = name): Promise<undefined> {
  const body = { metadata: { name }, spec: { selector: { matchLabels: { app } }, ...spec } };
  await send(stage, { method: 'POST', path: budgetPath(stage), body });
}

async function changeBudget(stage: Stage, name: string, spec: JsonObject): Promise<undefined> {
  const contentType = 'application/merge-patch+json';
  await send(stage, { method: 'PATCH', path: budgetPath(stage, name), contentType, body: { spec } });
}

/** The spec of a ReplicaSet whose pods are a part of an app. */
function withPart(app: string, part: string, pod: JsonObject = {}): JsonObject {
  const labels = { app, part };
  return { selector: { matchLabels: labels }, template: { ...template(app, 'web:1', pod), metadata: { labels } } };
}

/** What the eviction of one of the pods is answered. */
async function evict(stage: Stage, label: string): Promise<Json> {
  const name = await onePod(stage, label);
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } };
  const { status, body: answer } = await stage.answer({
    method: 'POST',
    path: path(stage, 'pods', name, 'eviction'),
    query: {},
    body,
  });
  return { status, answer };
}

async function quiet(done: Promise<unknown>): Promise<undefined> {
  await done;
}
