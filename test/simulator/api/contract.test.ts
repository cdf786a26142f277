import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';
import { valueAt } from '../../../src/simulator/api/members.ts';
import { startApi } from '../../../src/simulator/api/start-api.ts';
import { applyPatch } from '../../../src/simulator/apply/apply-patch.ts';
import { noteWrite } from '../../../src/simulator/apply/note-write.ts';
import { builtInKinds } from '../../../src/simulator/kinds/built-in-kinds.ts';
import { kindsOf } from '../../../src/simulator/schemas/kinds-of.ts';
import { realClusterKubeconfig } from '../../support/real-cluster.ts';
import { Comparable } from '../support/comparable.ts';
import { openRawApi, type RawApi } from '../support/raw-api.ts';
import { callOf } from '../support/two-servers.ts';
import { APPLIES } from './contract/applies.ts';
import type { Case, Step } from './contract/case.ts';
import { DELETIONS } from './contract/deletions.ts';
import { LISTS } from './contract/lists.ts';
import { PATCHES } from './contract/patches.ts';
import { ROUTES } from './contract/routes.ts';
import { STRATEGIC_PATCHES } from './contract/strategic-patches.ts';
import { thingsDefinition } from './contract/things.ts';
import { WATCHES, type WatchCase } from './contract/watches.ts';
import { WRITES } from './contract/writes.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const kubeconfig = realClusterKubeconfig('the contract of the embedded API server with a real one');

describe.skipIf(kubeconfig === undefined)('the embedded API server answers as a real one does', () => {
  const namespace = `contract-${randomUUID().slice(0, 8)}`;
  let real: RawApi;
  let embedded: Api;

  beforeAll(async () => {
    real = openRawApi(kubeconfig ?? '');
    let serial = 0;
    const random = (): number => {
      serial = (serial * 16_807 + 7) % 2_147_483_647;
      return serial / 2_147_483_647;
    };
    const clock = { now: () => instantOf(Date.UTC(2026, 2, 1)) };
    embedded = startApi({ kinds: builtInKinds, clock, random, kindsOf, ownership: { applyPatch, noteWrite } });
    const first: readonly ApiCall[] = [
      { method: 'POST', path: DEFINITIONS, query: {}, body: thingsDefinition(namespace) },
      { method: 'POST', path: '/api/v1/namespaces', query: {}, body: { metadata: { name: namespace } } },
      { method: 'POST', path: '/api/v1/namespaces', query: {}, body: { metadata: { name: 'default' } } },
    ];
    for (const call of first) {
      await real.answer(call);
      embedded.answer(call);
    }
    // A real cluster takes a moment: for the kind to be served, for what it puts into every namespace.
    await answers(real, `/apis/${namespace}.test/v1/things`);
    await answers(real, `/api/v1/namespaces/${namespace}/serviceaccounts/default`);
  });

  afterAll(async () => {
    await real.answer({ method: 'DELETE', path: `${DEFINITIONS}/things.${namespace}.test`, query: {} });
    await real.answer({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}`, query: {} });
    await real.close();
  });

  it.each<Case>([...ROUTES, ...WRITES, ...PATCHES, ...STRATEGIC_PATCHES, ...APPLIES, ...DELETIONS, ...LISTS])(
    '$title',
    async ({ steps }) => {
      const answers = await played(steps, namespace, (call) => Promise.resolve(embedded.answer(call)));
      expect(answers).toEqual(await played(steps, namespace, (call) => real.answer(call)));
    },
  );

  it.each<WatchCase>(WATCHES)('$title', async (watch) => {
    expect(await heardInMemory(embedded, watch, namespace)).toEqual(await heardFromReal(real, watch, namespace));
  });
});

/** Resolves once a GET is answered with what was asked for. */
async function answers(real: RawApi, path: string): Promise<void> {
  let status = 0;
  while (status !== 200) status = (await real.answer({ method: 'GET', path, query: {} })).status;
}

async function played(
  steps: readonly Step[],
  namespace: string,
  answer: (call: ApiCall) => Promise<ApiAnswer>,
): Promise<readonly Json[]> {
  const comparable = new Comparable();
  const answers: ApiAnswer[] = [];
  for (const step of steps) answers.push(await answer(callAfter(step, namespace, answers)));
  return answers.map((each) => comparable.answer(each));
}

/** The call of a step; `$1.metadata.uid` stands for what the first answer said. */
function callAfter(step: Step, namespace: string, answers: readonly ApiAnswer[]): ApiCall {
  const text = JSON.stringify(callOf(step, namespace));
  const filled = text.replaceAll(/\$(\d)((?:\.\w+)+)/g, (_all, number: string, place: string) =>
    textAt(answers[Number(number) - 1]?.body ?? {}, place.slice(1).split('.')),
  );
  // It was a call before it went through text.
  return JSON.parse(filled) as ApiCall;
}

function textAt(json: Json, path: readonly string[]): string {
  const value = valueAt(json, path);
  return typeof value === 'string' ? value : '';
}

async function heardInMemory(
  api: Api,
  { watch, during, after = [], count }: WatchCase,
  namespace: string,
): Promise<Json> {
  const answers = during.map((step) => api.answer(callOf(step, namespace)));
  const heard: WatchEvent[] = [];
  const watching = api.watch(callAfter(watch, namespace, answers), (event) => heard.push(event));
  if (!('stop' in watching)) return new Comparable().answer(watching);
  for (const step of after) api.answer(callAfter(step, namespace, answers));
  watching.stop();
  expect(heard).toHaveLength(count);
  return new Comparable().json(heard.map(jsonOf));
}

async function heardFromReal(
  real: RawApi,
  { watch, during, after = [], count }: WatchCase,
  namespace: string,
): Promise<Json> {
  const answers: ApiAnswer[] = [];
  for (const step of during) answers.push(await real.answer(callOf(step, namespace)));
  const watching = await real.watch(callAfter(watch, namespace, answers));
  if (!('take' in watching)) return new Comparable().answer(watching);
  for (const step of after) await real.answer(callAfter(step, namespace, answers));
  const heard = await watching.take(count);
  await watching.stop();
  return new Comparable().json(heard.map(jsonOf));
}

function jsonOf({ type, object }: WatchEvent): JsonObject {
  return { type, object };
}
