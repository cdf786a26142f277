import fc from 'fast-check';
import { Compile } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { textIn } from '../../../../src/core/json-members.ts';
import { type Answered, type ApiStage, gateTemplate, openApiStage } from '../../../support/api-stage.ts';
import { openEvents } from '../../../support/event-stream.ts';
import { madeFromSchema, mutated } from './made-from-schema.ts';
import { type Operation, operationsOf, type Parameter } from './operations.ts';

/** Requests that are made up for each operation. */
const RUNS = Number(process.env['VERDICT_SEEDS'] ?? 20);

let stage: ApiStage;
let document: JsonObject;
let operations: readonly Operation[];
/** Ids of runs that have ended. */
const ids: string[] = [];
/** Operations that were answered as they are meant to be. */
const welcomed = new Set<string>();

beforeAll(async () => {
  stage = await openApiStage();
  document = (await stage.ask('GET', '/api/openapi.json')).json as JsonObject;
  // What is deleted can be asked no more.
  operations = operationsOf(document).toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
  for (const [name, value] of [
    ['good', 1],
    ['bad', 0],
  ] as const) {
    const cluster = { ...gateTemplate(value, { name }), kind: 'ClusterAnalysisTemplate' };
    await stage.ask('PUT', `/api/v1/clustertemplates/${name}`, { body: cluster });
    await stage.team('PUT', `/templates/${name}`, { body: gateTemplate(value, { name }) });
    const { json } = await stage.team('POST', `/gate/${name}?wait=20s`);
    ids.push(textIn(json, 'id'));
  }
});
afterAll(() => stage.stop());

/** A request that was made up. */
interface MadeUp {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function requestsFor(operation: Operation, isMutated: boolean): fc.Arbitrary<MadeUp> {
  const spoil = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    isMutated ? fc.oneof(value, mutated(value)) : value;
  const parameters = operation.parameters.map((parameter) => [parameter, spoil(valueOf(parameter))] as const);
  const values = fc.tuple(...parameters.map(([, value]) => value));
  const kept = fc.array(fc.nat({ max: 3 }), { minLength: parameters.length, maxLength: parameters.length });
  const body = operation.body === undefined ? fc.constant(undefined) : bodies(operation, spoil, isMutated);
  return fc.tuple(values, kept, body).map(([values, kept, body]) => {
    const given = parameters.flatMap(([parameter], index) =>
      parameter.isNeeded || kept[index] === 0 ? [{ parameter, value: values[index] ?? null }] : [],
    );
    return madeUp(operation, given, body);
  });
}

function bodies(
  { body, isBodyNeeded }: Operation,
  spoil: (value: fc.Arbitrary<Json>) => fc.Arbitrary<Json>,
  isMutated: boolean,
): fc.Arbitrary<string | undefined> {
  const good = gateTemplate(1, { name: 'good' });
  const isCluster = textIn(body, '$ref').includes('Cluster');
  const known = textIn(body, '$ref').includes('StartRun')
    ? [{ template: good }, { templateRef: { name: 'good' } }]
    : [isCluster ? { ...good, kind: 'ClusterAnalysisTemplate' } : good];
  const json = spoil(fc.oneof(madeFromSchema(body, document), fc.constantFrom(...known))).map((value) =>
    JSON.stringify(value),
  );
  const broken = fc.oneof(
    fc.string(),
    json.map((text) => text.slice(0, text.length / 2)),
  );
  return fc.oneof(
    { weight: 6, arbitrary: json },
    { weight: isMutated ? 1 : 0, arbitrary: broken },
    { weight: isBodyNeeded && !isMutated ? 0 : 1, arbitrary: fc.constant(undefined) },
  );
}

/** Names that are there are met now and then. */
function valueOf({ name, schema }: Parameter): fc.Arbitrary<Json> {
  const known: Readonly<Record<string, readonly string[]>> = {
    namespace: ['team'],
    name: ['good'],
    template: ['good', 'bad'],
    id: ids,
  };
  const made = madeFromSchema(schema, document);
  if (!Object.hasOwn(known, name)) return made;
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...(known[name] ?? [])) }, { weight: 1, arbitrary: made });
}

function madeUp(
  operation: Operation,
  given: readonly { parameter: Parameter; value: Json }[],
  body: string | undefined,
): MadeUp {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  for (const { parameter, value } of given) {
    const text = textOf(value);
    // An empty part of a path is another path.
    if (parameter.in === 'path')
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(text === '' ? '-' : text));
    // What cannot stand in a header no client can send.
    if (parameter.in === 'header' && /^[\x20-\x7e]*$/.test(text)) headers[parameter.name] = text;
    if (parameter.in === 'query') addToQuery(query, parameter.name, value);
  }
  const search = query.toString();
  return {
    method: operation.method,
    target: search === '' ? path : `${path}?${search}`,
    headers,
    ...(body !== undefined && { body }),
  };
}

/** As OpenAPI's style `form`, exploded: a list becomes several, an object its members. */
function addToQuery(query: URLSearchParams, name: string, value: Json): void {
  if (Array.isArray(value)) for (const one of value as readonly Json[]) query.append(name, textOf(one));
  else if (typeof value === 'object' && value !== null) {
    for (const [member, one] of Object.entries(value))
      query.append(name === 'args' ? `arg.${member.toWellFormed()}` : member.toWellFormed(), textOf(one));
  } else query.append(name, textOf(value));
}

function textOf(value: Json): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2000).toWellFormed();
}

async function answerOf(made: MadeUp): Promise<Answered> {
  if (!made.target.includes('/events')) return stage.ask(made.method, made.target, made);
  const stream = await openEvents(`${stage.url}${made.target}`, { ...made.headers });
  const isStream = stream.headers['content-type']?.startsWith('text/event-stream') ?? false;
  if (!isStream) await stream.ended;
  const text = stream.text();
  stream.close();
  return {
    status: stream.status,
    headers: stream.headers,
    text,
    json: isStream || text === '' ? null : (JSON.parse(text) as Json),
  };
}

const validators = new Map<Json, ReturnType<typeof Compile>>();

function validatorOf(schema: Json): ReturnType<typeof Compile> {
  const validator = validators.get(schema) ?? Compile({ ...document, ...(schema as JsonObject) });
  validators.set(schema, validator);
  return validator;
}

/** Everything in which an answer differs from what the document says of its operation. */
function differences({ responses }: Operation, { status, headers, text, json }: Answered): readonly string[] {
  const response = responses.get(status);
  if (response === undefined) return [`status ${status} is not described: ${text.slice(0, 300)}`];
  if (response.size === 0) return text === '' ? [] : ['a body came where none is described'];
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const schema = response.get(type);
  if (schema === undefined) return [`content-type ${type} is not described for ${status}`];
  if (status >= 400 && type !== 'application/problem+json' && textIn(json, 'id') === '')
    return ['a failure came that is no problem'];
  if (!type.endsWith('json')) return [];
  const validator = validatorOf(schema);
  return validator.Check(json) ? [] : [JSON.stringify(validator.Errors(json)), text.slice(0, 300)];
}

const TOO_SUBTLE = /^(wait|cursor|label|timeout|If-Match|If-None-Match|Last-Event-ID|Idempotency-Key)[: ]/;
const UNFORESEEN = new Set(['INTERNAL', 'STORE_UNAVAILABLE']);

describe('whatever is asked', () => {
  it('the document describes every call, each refusal with its codes', () => {
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toHaveLength(24);
    for (const { responses } of operations) {
      for (const status of [400, 401, 403, 408, 429, 431, 500, 503])
        expect(responses.get(status)?.has('application/problem+json')).toBe(true);
    }
  });

  it.each([
    ['fits the document', false],
    ['nearly fits the document', true],
  ])('and %s, the answer is one that the document describes, and nothing breaks', async (_how, isMutated) => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(requestsFor(operation, isMutated), async (made) => {
          const answer = await answerOf(made);
          if (answer.status < 300) welcomed.add(`${operation.method} ${operation.path}`);
          const told = differences(operation, answer);
          const code = answer.status >= 400 ? textIn(answer.json, 'code') : '';
          const isMeantWell = !isMutated && operation.body === undefined && code === 'REQUEST_INVALID';
          // What a schema cannot say in full: lengths of time, cursors, which headers go together.
          if (isMeantWell) expect(textIn(answer.json, 'detail')).toMatch(TOO_SUBTLE);
          expect({ told, code }).toEqual({ told: [], code: UNFORESEEN.has(code) ? 'none of these' : code });
        }),
        { numRuns: RUNS, seed: 20_261_121, endOnFailure: true },
      );
    }
  });

  it('and it fits the document, it is welcome now and then, so that answers of every call were looked at', () => {
    expect(operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !welcomed.has(name))).toEqual([]);
  });
});
