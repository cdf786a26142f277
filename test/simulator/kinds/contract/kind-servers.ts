import { randomUUID } from 'node:crypto';
import { instantOf } from '../../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import type { ApiAnswer, ApiCall } from '../../../../src/simulator/api/call.ts';
import { startApi } from '../../../../src/simulator/api/start-api.ts';
import { builtInKinds } from '../../../../src/simulator/kinds/built-in-kinds.ts';
import { Comparable } from '../../support/comparable.ts';
import { openRawApi } from '../../support/raw-api.ts';

/** A call in short: method and path, body, content type of a patch. `NS` in the path is the namespace of the run. Strict, and without effect if `isDry`. */
export interface KindCall {
  readonly words: string;
  readonly body?: Json;
  readonly contentType?: string;
  readonly isDry?: boolean;
}

/** A real API server and the embedded one with the built-in kinds, and a namespace in both. */
export interface KindServers {
  real(calls: readonly KindCall[]): Promise<readonly Json[]>;
  embedded(calls: readonly KindCall[]): readonly Json[];
  close(): Promise<void>;
}

/** Opens both. Nothing in the namespace is left behind. */
export async function openKindServers(kubeconfig: string): Promise<KindServers> {
  const namespace = `kinds-${randomUUID().slice(0, 8)}`;
  const real = openRawApi(kubeconfig);
  const embedded = startApi({
    kinds: builtInKinds,
    clock: { now: () => instantOf(Date.UTC(2026, 2, 1)) },
    random: chance(),
  });
  const made: ApiCall = {
    method: 'POST',
    path: '/api/v1/namespaces',
    query: {},
    body: { metadata: { name: namespace } },
  };
  for (const { status, body } of [await real.answer(made), embedded.answer(made)]) {
    if (status !== 201) throw new Error(`no namespace: ${JSON.stringify(body)}`);
  }
  const said = (text: string): string => text.replaceAll(namespace, 'NS');
  return {
    async real(calls) {
      const answers: ApiAnswer[] = [];
      for (const call of calls) answers.push(await real.answer(apiCall(call, namespace)));
      return compared(answers, said);
    },
    embedded: (calls) =>
      compared(
        calls.map((call) => embedded.answer(apiCall(call, namespace))),
        said,
      ),
    async close() {
      await real.answer({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}`, query: {} });
      await real.close();
    },
  };
}

function apiCall({ words, body, contentType, isDry = false }: KindCall, namespace: string): ApiCall {
  const [method = '', path = ''] = words.split(' ');
  return {
    // The words of the cases are methods.
    method: method as ApiCall['method'],
    path: path.replace('NS', namespace),
    query: { fieldValidation: 'Strict', ...(isDry && { dryRun: 'All' }) },
    userAgent: 'contract',
    ...(body !== undefined && { body }),
    ...(contentType !== undefined && { contentType }),
  };
}

/** Chance that is the same every time. */
function chance(): () => number {
  let serial = 0;
  return () => {
    serial = (serial * 16_807 + 7) % 2_147_483_647;
    return serial / 2_147_483_647;
  };
}

/** What controllers of the real cluster write is taken out, and what each server gives out as it likes is named alike. */
function compared(answers: readonly ApiAnswer[], said: (text: string) => string): readonly Json[] {
  const comparable = new Comparable();
  return answers.map((answer) => {
    // Text made of JSON is JSON.
    const read = JSON.parse(said(JSON.stringify({ ...answer, body: withoutOthers(answer) }))) as ApiAnswer;
    return namedAlike(orderless(comparable.answer(read)));
  });
}

/** Kinds whose status controllers write as soon as they are there. */
const TENDED = new Set<Json | undefined>(['Deployment', 'ReplicaSet', 'Job', 'PodDisruptionBudget']);
const REVISION = 'deployment.kubernetes.io/revision';

function withoutOthers({ status: code, body }: ApiAnswer): JsonObject {
  if (body['kind'] === 'Status' || !isJsonObject(body['metadata'])) return body;
  const { annotations, resourceVersion: _version, ...metadata } = body['metadata'];
  const { [REVISION]: _revision, ...others } = isJsonObject(annotations) ? annotations : {};
  const left = Object.keys(others).length === 0 ? metadata : { ...metadata, annotations: others };
  const { status, ...rest } = body;
  const isTended = TENDED.has(body['kind']) && code === 200;
  return { ...rest, metadata: left, ...(status !== undefined && !isTended && { status }) };
}

/** Addresses of services and ports of nodes. */
function namedAlike(json: Json): Json {
  const text = JSON.stringify(json)
    .replaceAll(/"10\.(0|9\d|10\d|11[01])\.\d+\.\d+"/g, '"address"')
    .replaceAll(/"nodePort":3[0-2]\d{3}/g, '"nodePort":"port"');
  // Text made of JSON is JSON.
  return JSON.parse(text) as Json;
}

/** Causes of a refusal each once and in an order of our own: where Go walks a map, it has none. */
function orderless(answer: Json): Json {
  if (!isJsonObject(answer) || !isJsonObject(answer['body'])) return answer;
  const { details, message: _inTheirOrder, ...body } = answer['body'];
  const causes = isJsonObject(details) && Array.isArray(details['causes']) ? details['causes'] : undefined;
  if (!isJsonObject(details) || causes === undefined) return answer;
  const sorted = [...new Set(causes.map((cause: Json) => JSON.stringify(cause)))].toSorted();
  return { ...answer, body: { ...body, details: { ...details, causes: sorted } } };
}
