import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { instantOf } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import type { ApiAnswer, ApiCall } from '../../../src/simulator/api/call.ts';
import type { ApiKind } from '../../../src/simulator/api/kind.ts';
import { startApi } from '../../../src/simulator/api/start-api.ts';
import { applyPatch } from '../../../src/simulator/apply/apply-patch.ts';
import { noteWrite } from '../../../src/simulator/apply/note-write.ts';
import { builtInKinds } from '../../../src/simulator/kinds/built-in-kinds.ts';
import { definitionStatus } from '../../../src/simulator/schemas/definition-status.ts';
import { kindsOf } from '../../../src/simulator/schemas/kinds-of.ts';
import { Comparable } from './comparable.ts';
import { openRawApi } from './raw-api.ts';

const CRDS = join(import.meta.dirname, '..', '..', '..', 'manifests', 'crds');
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** One call: method and path, body, query, content type of a patch. `NS` stands for the namespace of the run. */
export type Call = readonly [
  words: string,
  body?: Json | undefined,
  query?: Readonly<Record<string, string>>,
  contentType?: string,
];

/** A real API server and the embedded one, with our kinds, one of the test's own, and a namespace for this run. */
export interface TwoServers {
  /** Plays calls on the real server; answers in a form that can be compared. */
  real(calls: readonly Call[]): Promise<readonly Json[]>;
  /** The same on the embedded one. */
  embedded(calls: readonly Call[]): readonly Json[];
  /** The table that the real server shows of a list. */
  realTable(path: string): Promise<JsonObject>;
  /** What the embedded server serves, by its name in the singular. */
  kindNamed(singular: string): ApiKind | undefined;
  close(): Promise<void>;
}

/** @param definition  the CustomResourceDefinition of the test's own kind; `NS` in it stands for the namespace, its name included */
export async function openTwoServers(kubeconfig: string, definition: JsonObject): Promise<TwoServers> {
  const namespace = `contract-${randomUUID().slice(0, 8)}`;
  const filled = (call: Call): ApiCall => callOf(call, namespace);
  const real = openRawApi(kubeconfig);
  const embedded = startApi({
    kinds: builtInKinds,
    clock: { now: () => instantOf(Date.UTC(2026, 2, 1)) },
    random: pseudoRandom(),
    kindsOf,
    definitionStatusOf: definitionStatus,
    ownership: { applyPatch, noteWrite },
  });
  const first = [...ourDefinitions(), definition].map((body) => filled([`POST ${DEFINITIONS}`, body]));
  for (const call of [...first, filled(['POST /api/v1/namespaces', { metadata: { name: 'NS' } }])]) {
    for (const { status, body } of [await real.answer(call), embedded.answer(call)]) {
      if (status !== 201 && status !== 409) throw new Error(`not made: ${JSON.stringify(body)}`);
    }
  }
  for (const call of first) await established(call);
  return {
    async real(calls) {
      const answers: ApiAnswer[] = [];
      for (const call of calls) answers.push(await real.answer(filled(call)));
      return compared(answers);
    },
    embedded: (calls) => compared(calls.map((call) => embedded.answer(filled(call)))),
    async realTable(path) {
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
      return (await real.answer({ ...filled([`GET ${path}`]), accept })).body;
    },
    kindNamed: (singular) => embedded.kinds().find((kind) => kind.singular === singular),
    async close() {
      await real.answer(filled([`DELETE ${DEFINITIONS}/${nameOf(definition)}`]));
      await real.answer(filled(['DELETE /api/v1/namespaces/NS']));
      await real.close();
    },
  };

  async function established({ body }: ApiCall): Promise<void> {
    const spec = objectIn(isJsonObject(body) ? body : {}, 'spec');
    const [version = {}] = listIn(spec, 'versions');
    const names = objectIn(spec, 'names');
    const path = `/apis/${textIn(spec, 'group')}/${textIn(version, 'name')}/${textIn(names, 'plural')}`;
    let status = 0;
    while (status !== 200) ({ status } = await real.answer({ method: 'GET', path, query: {} }));
  }
}

function ourDefinitions(): readonly JsonObject[] {
  const files = readdirSync(CRDS).filter((name) => name.endsWith('.yaml'));
  return files.map((name): unknown => parse(readFileSync(join(CRDS, name), 'utf8'))).filter(isJsonObject);
}

function nameOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
}

/** The call in words, with the namespace put in for `NS`. */
export function callOf([words, body, query = {}, contentType]: Call, namespace: string): ApiCall {
  const [method = 'GET', path = ''] = words.split(' ');
  const said = {
    method,
    path,
    query,
    userAgent: 'contract',
    ...(body !== undefined && { body }),
    ...(contentType && { contentType }),
  };
  // It was a call before it went through text.
  return JSON.parse(JSON.stringify(said).replaceAll(/\bNS\b/g, namespace)) as ApiCall;
}

/** Chance that is the same every time. */
function pseudoRandom(): () => number {
  let serial = 0;
  return () => {
    serial = (serial * 16_807 + 7) % 2_147_483_647;
    return serial / 2_147_483_647;
  };
}

/** As `Comparable` says, with managedFields: in an order that knows no times, and of times only whether there is one. */
function compared(answers: readonly ApiAnswer[]): readonly Json[] {
  const comparable = new Comparable();
  return answers
    .map((answer) => ({ ...comparable.answer(orderless(answer)), owners: ownersIn(answer.body) }))
    .map(withoutAddresses);
}

/** Addresses of Services are given out by each server as it likes. */
function withoutAddresses(answer: JsonObject): Json {
  // Text made of JSON is JSON.
  return JSON.parse(JSON.stringify(answer).replaceAll(/"10\.(0|96)\.\d+\.\d+"/g, '"address"')) as Json;
}

/** What is wrong with an object is told in no order by a real server, which walks through maps. */
function orderless(answer: ApiAnswer): ApiAnswer {
  const { details, message, kind } = answer.body;
  if (kind === 'Deployment') return { ...answer, body: { ...answer.body, status: {} } };
  if (typeof message !== 'string') return answer;
  const causes = isJsonObject(details) && Array.isArray(details['causes']) ? details['causes'] : undefined;
  const lines = message.split('\n');
  const sorted = causes?.map((cause: Json) => JSON.stringify(cause, sortedKeys)).toSorted();
  const text =
    (causes?.length ?? 0) > 1 && !message.startsWith('Apply failed')
      ? inBrackets(message)
      : lines.toSorted().join('\n');
  const body = {
    ...answer.body,
    message: text,
    ...(isJsonObject(details) && { details: { ...details, causes: sorted ?? [] } }),
  };
  return { ...answer, body };
}

function sortedKeys(_name: string, value: Json): Json {
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

function inBrackets(message: string): string {
  const [, head = '', list = ''] = /^(.* is invalid: )\[(.*)\]$/s.exec(message) ?? [];
  return head === ''
    ? message
    : head +
        list
          .split(/, (?=[\w.<][^\s"]*: )/)
          .toSorted()
          .join(', ');
}

/** A real cluster has controllers, which write as well. */
function isOfClients({ manager }: JsonObject): boolean {
  return manager !== 'kube-controller-manager';
}

function ownersIn({ metadata }: JsonObject): Json {
  const managedFields = isJsonObject(metadata) ? metadata['managedFields'] : undefined;
  if (!Array.isArray(managedFields)) return [];
  const owners = managedFields
    .filter(isJsonObject)
    .filter(isOfClients)
    .map(({ time, ...rest }) => ({ ...rest, isTimed: time !== undefined }));
  return owners.toSorted((a, b) => (JSON.stringify(a, sortedKeys) < JSON.stringify(b, sortedKeys) ? -1 : 1));
}
