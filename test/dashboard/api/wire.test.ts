import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as engine from '../../../src/analysis/explanation.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import type { Session } from '../../../src/dashboard/api/session.ts';
import type { Explanation } from '../../../src/dashboard/api/wire.ts';
import type { SessionBody } from '../../../src/service/access/http/session-schema.ts';
import { type ApiStage, openApiStage } from '../../support/api-stage.ts';
import { membersOf, type WrittenMember } from '../support/wire-types.ts';

/** What of the dashboard's is what in the document. */
const SCHEMAS: readonly (readonly [ours: string, schema: string, ...path: string[]])[] = [
  ['RunSummary', 'RunSummary'],
  ['Run', 'Run'],
  ['Page', 'RunList'],
  ['Page', 'TemplateList'],
  ['TemplateSummary', 'TemplateSummary'],
  ['Validation', 'Validation'],
  ['RunEvent', 'RunEvent'],
  ['EventLook', 'RunEvent', 'properties', 'looks', 'items'],
  ['Argument', 'Run', 'properties', 'args', 'items'],
  ['ProblemBody', 'Problem'],
  ['ProblemItem', 'ProblemItem'],
];

describe("the dashboard's types", () => {
  let stage: ApiStage;
  let schemas: JsonObject;

  beforeAll(async () => {
    stage = await openApiStage();
    const { json } = await stage.ask('GET', '/api/openapi.json');
    schemas = objectIn(objectIn(json, 'components'), 'schemas');
  });

  afterAll(() => stage.stop());

  it.each(SCHEMAS)('%s has what %s of the OpenAPI document has', (ours, schema, ...path) => {
    const described = path.reduce<JsonObject>((at, name) => resolved(objectIn(at, name)), objectIn(schemas, schema));
    const members = membersOf(ours);
    expect(members.length).toBeGreaterThan(0);
    expect(members.map((member) => describedAs(member, described))).toEqual(members.map(lineOf));
  });

  function resolved(json: JsonObject): JsonObject {
    const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(textIn(json, '$ref')) ?? [];
    return name === undefined ? json : objectIn(schemas, name);
  }

  /** How the document describes a member, in a line. */
  function describedAs({ name }: WrittenMember, described: JsonObject): string {
    const property = objectIn(objectIn(described, 'properties'), name);
    const kinds = kindsOf(property);
    return lineOf({
      name,
      isOptional: !((described['required'] ?? []) as readonly Json[]).includes(name),
      isNullable: kinds.has('null'),
      kind: [...kinds].find((kind) => kind !== 'null') as WrittenMember['kind'],
    });
  }

  function kindsOf(property: JsonObject): ReadonlySet<string> {
    const { type, anyOf } = resolved(property);
    if (Array.isArray(anyOf)) return new Set(anyOf.flatMap((one) => [...kindsOf(one as JsonObject)]));
    // Some are written as `["string", "null"]`.
    const kinds = [type].flat() as readonly string[];
    return new Set(kinds.map((kind) => (kind === 'integer' ? 'number' : kind)));
  }
});

function lineOf({ name, isOptional, isNullable, kind }: WrittenMember): string {
  return `${name}${isOptional ? '?' : ''}: ${kind}${isNullable ? ' | null' : ''}`;
}

/** A type of the engine as JSON: moments are texts. */
type Written<T> = T extends Instant
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Written<T[Name]> }
      : T;

it("the dashboard's types take what the engine's explain and what the service's schemas allow", () => {
  // Held by the compiler: `npm run types`.
  expectTypeOf<Written<engine.Explanation>>().toExtend<Explanation>();
  expectTypeOf<SessionBody>().toExtend<Session>();
});
