import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import { publishedSchema } from '../../../resources/schema/published.ts';
import type { Role } from '../../access/access.ts';
import type { Api } from '../api-parts.ts';

const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['gate', 'Start and wait in one call, for callers that go by the status.'],
  ['runs', 'Start, follow, end and repeat runs.'],
  ['events', 'Streams of what happens (server-sent events).'],
  ['templates', 'AnalysisTemplates of a namespace.'],
  ['cluster templates', 'ClusterAnalysisTemplates, for all namespaces.'],
  ['namespaces', 'What there is.'],
  ['session', 'Who asks, and signing in.'],
  ['probes', 'For whatever watches over the process.'],
];

/** Notes every route that is added from now on; `openApiOf` tells of them. */
export async function describeApi(api: Api, version: string): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Verdict',
        version,
        description:
          'Decides whether a release is safe to go on. Every refusal and failure is an RFC 9457 problem with one of our codes.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This service.' }],
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API token of `verdict token create`, or a JWT of the issuer.',
          },
        },
      },
      security: [{ token: [] }, {}],
    },
    hideUntagged: true,
    transform: ({ schema, url, route }) => ({ schema: withRole(schema, route.config?.role), url }),
  });
}

const ROLES: Readonly<Record<Role | 'anyone', string>> = {
  viewer: 'For viewers.',
  runner: 'For runners.',
  admin: 'For admins.',
  anyone: 'For everybody who has signed in.',
};

/** Says who may call it. */
function withRole(schema: FastifySchema, role: Role | 'anyone' | undefined): FastifySchema {
  if (role === undefined) return schema;
  return { ...schema, description: [schema.description, ROLES[role]].filter((text) => text !== undefined).join(' ') };
}

/** The OpenAPI document of all routes. */
export function openApiOf(api: Api): JsonObject {
  // It is made of JSON alone, but its type allows for more.
  const document = JSON.parse(JSON.stringify(api.swagger())) as JsonObject;
  return new Naming().named(document);
}

/** Members of JSON Schema that only we read. */
const OWN: ReadonlySet<string> = new Set(['prefix']);

/** Takes schemas with a title, and refusals, out of where they stand, so that each is written once, under its name. */
class Naming {
  readonly #schemas = new Map<string, Json>();
  readonly #responses = new Map<string, Json>();

  named(document: JsonObject): JsonObject {
    const { paths = {}, components = {}, ...rest } = document;
    const referring = this.#refer(withOptionalBodies(paths));
    for (const [name, schema] of Object.entries(kinds())) this.#schemas.set(name, schema);
    const schemas = Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => a.localeCompare(b)));
    const responses = Object.fromEntries([...this.#responses].toSorted(([a], [b]) => a.localeCompare(b)));
    return {
      ...rest,
      paths: referring,
      components: { ...(isJsonObject(components) && components), responses, schemas },
    };
  }

  #refer(json: Json): Json {
    if (Array.isArray(json)) return json.map((item: Json) => this.#refer(item));
    if (!isJsonObject(json)) return json;
    const refusal = refusalIn(json);
    if (refusal !== undefined) {
      if (!this.#responses.has(refusal)) this.#responses.set(refusal, this.#members(json));
      return { $ref: `#/components/responses/${refusal}` };
    }
    const { title } = json;
    const isSchema = typeof title === 'string' && ('type' in json || 'anyOf' in json);
    if (!isSchema) return this.#members(json);
    if (!this.#schemas.has(title)) {
      this.#schemas.set(title, {});
      this.#schemas.set(title, this.#members(json));
    }
    return { $ref: `#/components/schemas/${title}` };
  }

  #members(json: JsonObject): JsonObject {
    const kept = Object.entries(json).filter(([name]) => !OWN.has(name));
    return Object.fromEntries(kept.map(([name, value]) => [name, name === 'examples' ? value : this.#refer(value)]));
  }
}

/** The name of a response that is nothing but a problem: the codes that it tells of. */
function refusalIn({ description, content }: JsonObject): string | undefined {
  if (typeof description !== 'string' || !isJsonObject(content)) return undefined;
  const [type, ...others] = Object.keys(content);
  if (type !== 'application/problem+json' || others.length > 0) return undefined;
  return Array.from(description.matchAll(/^`([A-Z_]+)`: /gm), ([, code]) => code).join('.');
}

/** The schemas of upstream's kinds, as editors get them, under the names that stand in for them. */
function kinds(): JsonObject {
  const definitions = publishedSchema()['$defs'];
  const {
    AnalysisTemplate = {},
    ClusterAnalysisTemplate = {},
    Metric = {},
  } = isJsonObject(definitions) ? definitions : {};
  const moved = JSON.stringify({ AnalysisTemplate, ClusterAnalysisTemplate, Metric }).replaceAll(
    '#/$defs/',
    '#/components/schemas/',
  );
  return JSON.parse(moved) as JsonObject;
}

/** Calls whose body may be anything need none. */
function withOptionalBodies(paths: Json): Json {
  return JSON.parse(JSON.stringify(paths), (name, value: unknown) => {
    if (name !== 'requestBody' || !isJsonObject(value)) return value;
    const schema = objectIn(objectIn(objectIn(value, 'content'), 'application/json'), 'schema');
    return 'type' in schema ? value : { ...value, required: false };
  }) as Json;
}
