import { formatJsonFloat } from '../../core/go/float.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { canonicalQuantity } from '../../resources/quantity.ts';
import type { GoType, Struct } from '../hash/go-type.ts';
import { podTemplate } from './pod-template.ts';

/**
 * A pod template without what the API would not read, such as an amount of memory that is no number: a ReplicaSet with it would be refused
 * as a whole. Upstream's readers let go of the same, and of ephemeral containers altogether where one of them cannot be read.
 * The very same object where nothing is wrong.
 *
 * @see rollout.md §4.2, §24 (TestMalformedRollout, TestMalformedRolloutEphemeralCtr)
 */
export const readableTemplate = perObject((template: JsonObject): JsonObject => {
  const read = readable(template, podTemplate);
  if (read === template || !isJsonObject(read)) return template;
  return withoutHalfReadContainers(read, template);
});

/** Undefined for what does not fit; fields that the type does not know stay. */
function readable(json: Json, type: GoType): Json | undefined {
  if (json === null) return json;
  switch (type.kind) {
    case 'struct':
      return isJsonObject(json) ? members(json, (name) => fieldOf(type, name)) : undefined;
    case 'map':
      return isJsonObject(json) ? members(json, () => type.of) : undefined;
    case 'list':
      return Array.isArray(json) ? items(json, type.of) : undefined;
    case 'pointer':
      return readable(json, type.to);
    case 'quantity':
      return isQuantity(json) ? json : undefined;
    default:
      // Of the wrong type: the schema of the kind has refused that.
      return json;
  }
}

function fieldOf({ fields }: Struct, name: string): GoType | undefined {
  return fields.find((field) => field.name === name)?.type;
}

function members(json: JsonObject, typeOf: (name: string) => GoType | undefined): JsonObject {
  let isSame = true;
  const read = Object.entries(json).flatMap(([name, member]): readonly (readonly [string, Json])[] => {
    const type = typeOf(name);
    const kept = type === undefined ? member : readable(member, type);
    isSame &&= kept === member;
    return kept === undefined ? [] : [[name, kept]];
  });
  return isSame ? json : Object.fromEntries(read);
}

function items(json: readonly Json[], type: GoType): readonly Json[] {
  const read = json.map((item) => readable(item, type));
  return read.every((item, index) => item === json[index]) ? json : read.filter((item) => item !== undefined);
}

function isQuantity(json: Json): boolean {
  const text = typeof json === 'number' ? formatJsonFloat(json) : json;
  return typeof text === 'string' && canonicalQuantity(text) !== undefined;
}

function withoutHalfReadContainers(read: JsonObject, template: JsonObject): JsonObject {
  const [{ spec }, { spec: written }] = [read, template];
  if (!isJsonObject(spec) || !isJsonObject(written)) return read;
  const { ephemeralContainers, ...rest } = spec;
  return ephemeralContainers === written['ephemeralContainers'] ? read : { ...read, spec: rest };
}
