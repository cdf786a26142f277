import { formatJsonFloat } from '../../core/go/float.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import { perObject } from '../../core/per-object.ts';
import { canonicalQuantity } from '../../resources/quantity.ts';
import type { GoType, Struct } from '../hash/go-type.ts';
import { podTemplate } from './pod-template.ts';

/** A pod template as far as it can be read. */
export interface ReadableTemplate {
  /** The very object that was given where all of it can be read. */
  readonly template: JsonObject;
  readonly lost?: Lost;
}

/** What of a template cannot be read. */
export interface Lost {
  /** One sentence each: `spec.template.spec.containers[0].resources.requests.memory: "much" is no quantity`. Not empty. */
  readonly texts: readonly string[];
  /** Merge patch that takes it out of the template. */
  readonly repair: JsonObject;
}

/**
 * A pod template without what the API would not read, such as an amount of memory that is no number: a ReplicaSet with it would be refused
 * as a whole. Upstream's readers let go of the same, and of ephemeral containers altogether where one of them cannot be read.
 *
 * @see rollout.md §4.2, §24 (TestMalformedRollout, TestMalformedRolloutEphemeralCtr); decision 0033
 */
export const readableTemplate = perObject((given: JsonObject): ReadableTemplate => {
  const texts: string[] = [];
  const read = readable(given, podTemplate, { path: 'spec.template', texts });
  if (texts.length === 0 || !isJsonObject(read)) return { template: given };
  const template = withoutHalfReadContainers(read, given);
  return { template, lost: { texts, repair: mergePatch(given, template) } };
});

/** Where we are, and what was said so far. */
interface Place {
  readonly path: string;
  readonly texts: string[];
}

/** Undefined for what does not fit; fields that the type does not know stay. */
function readable(json: Json, type: GoType, place: Place): Json | undefined {
  if (json === null) return json;
  switch (type.kind) {
    case 'struct':
      return isJsonObject(json) ? members(json, (name) => fieldOf(type, name), place) : json;
    case 'map':
      return isJsonObject(json) ? members(json, () => type.of, place) : json;
    case 'list':
      return Array.isArray(json) ? items(json, type.of, place) : json;
    case 'pointer':
      return readable(json, type.to, place);
    case 'quantity':
      if (isQuantity(json)) return json;
      place.texts.push(`${place.path}: ${JSON.stringify(json)} is no quantity`);
      return undefined;
    default:
      // Of the wrong type: the schema of the kind has refused that.
      return json;
  }
}

function fieldOf({ fields }: Struct, name: string): GoType | undefined {
  return fields.find((field) => field.name === name)?.type;
}

function members(json: JsonObject, typeOf: (name: string) => GoType | undefined, { path, texts }: Place): JsonObject {
  let isSame = true;
  const read = Object.entries(json).flatMap(([name, member]): readonly (readonly [string, Json])[] => {
    const type = typeOf(name);
    const kept = type === undefined ? member : readable(member, type, { path: `${path}.${name}`, texts });
    isSame &&= kept === member;
    return kept === undefined ? [] : [[name, kept]];
  });
  return isSame ? json : Object.fromEntries(read);
}

function items(json: readonly Json[], type: GoType, { path, texts }: Place): readonly Json[] {
  const read = json.map((item, index) => readable(item, type, { path: `${path}[${index}]`, texts }));
  return read.every((item, index) => item === json[index]) ? json : read.filter((item) => item !== undefined);
}

function isQuantity(json: Json): boolean {
  const text = typeof json === 'number' ? formatJsonFloat(json) : json;
  return typeof text === 'string' && canonicalQuantity(text) !== undefined;
}

function withoutHalfReadContainers(read: JsonObject, given: JsonObject): JsonObject {
  const [{ spec }, { spec: written }] = [read, given];
  if (!isJsonObject(spec) || !isJsonObject(written)) return read;
  const { ephemeralContainers, ...rest } = spec;
  return ephemeralContainers === written['ephemeralContainers'] ? read : { ...read, spec: rest };
}
