import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** A structural schema of a CustomResourceDefinition, as far as an API server minds it. */
export interface Schema {
  /** Names of JSON types; empty: any. `x-kubernetes-int-or-string` is `integer` and `string`. */
  readonly types: readonly string[];
  readonly isNullable: boolean;
  readonly properties: ReadonlyMap<string, Schema>;
  /** Of members that are no property. Absent: such members are unknown. */
  readonly additional?: Schema;
  readonly items?: Schema;
  readonly required: readonly string[];
  readonly keepsUnknown: boolean;
  /** Holds `apiVersion`, `kind` and `metadata` of an object of its own. */
  readonly isEmbedded: boolean;
  readonly isIntOrString: boolean;
  readonly listType: 'atomic' | 'set' | 'map';
  readonly listKeys: readonly string[];
  readonly isAtomicMap: boolean;
  readonly default?: Json;
  /** What values are held to besides. */
  readonly limits: Limits;
  readonly anyOf: readonly Schema[];
  readonly oneOf: readonly Schema[];
  readonly allOf: readonly Schema[];
  readonly not?: Schema;
  readonly rules: readonly Rule[];
}

/** Bounds, each absent when there is none. */
export interface Limits {
  readonly enum?: readonly Json[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly isMinimumExclusive: boolean;
  readonly isMaximumExclusive: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly areItemsUnique: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** One of `x-kubernetes-validations`. */
export interface Rule {
  readonly rule: string;
  readonly message?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

/** Reads `openAPIV3Schema` or a part of it. What is not understood counts as not said: the definition was checked when it was made. */
export function schemaOf(json: Json | undefined): Schema {
  const said = isJsonObject(json) ? json : {};
  const isIntOrString = said['x-kubernetes-int-or-string'] === true;
  const { additionalProperties: additional, items, not } = said;
  return {
    types: isIntOrString ? ['integer', 'string'] : textsIn([said['type'] ?? null]),
    isNullable: said['nullable'] === true,
    properties: new Map(
      Object.entries(objectIn(said['properties'])).map(([name, property]) => [name, schemaOf(property)]),
    ),
    ...((isJsonObject(additional) || additional === true) && { additional: schemaOf(additional) }),
    ...(isJsonObject(items) && { items: schemaOf(items) }),
    required: textsIn(said['required']),
    keepsUnknown: said['x-kubernetes-preserve-unknown-fields'] === true,
    isEmbedded: said['x-kubernetes-embedded-resource'] === true,
    isIntOrString,
    listType: listTypeOf(said['x-kubernetes-list-type']),
    listKeys: textsIn(said['x-kubernetes-list-map-keys']),
    isAtomicMap: said['x-kubernetes-map-type'] === 'atomic',
    ...(said['default'] !== undefined && { default: said['default'] }),
    limits: limitsOf(said),
    anyOf: listIn(said['anyOf']).map(schemaOf),
    oneOf: listIn(said['oneOf']).map(schemaOf),
    allOf: listIn(said['allOf']).map(schemaOf),
    ...(isJsonObject(not) && { not: schemaOf(not) }),
    rules: listIn(said['x-kubernetes-validations']).filter(isJsonObject).map(ruleOf),
  };
}

/** Of a member: as a property, or as any other member. Undefined: unknown. */
export function memberSchema(schema: Schema | undefined, name: string): Schema | undefined {
  return schema?.properties.get(name) ?? schema?.additional;
}

function limitsOf(said: JsonObject): Limits {
  return {
    ...numbersIn(said, ['minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf']),
    ...numbersIn(said, ['minItems', 'maxItems', 'minProperties', 'maxProperties']),
    ...(Array.isArray(said['enum']) && { enum: listIn(said['enum']) }),
    ...(typeof said['format'] === 'string' && { format: said['format'] }),
    ...(typeof said['pattern'] === 'string' && { pattern: said['pattern'] }),
    isMinimumExclusive: said['exclusiveMinimum'] === true,
    isMaximumExclusive: said['exclusiveMaximum'] === true,
    areItemsUnique: said['uniqueItems'] === true,
  };
}

function ruleOf(said: JsonObject): Rule {
  const { message, reason, fieldPath } = said;
  return {
    rule: typeof said['rule'] === 'string' ? said['rule'] : '',
    ...(typeof message === 'string' && { message }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof fieldPath === 'string' && { fieldPath }),
  };
}

function listTypeOf(said: Json | undefined): Schema['listType'] {
  return said === 'set' || said === 'map' ? said : 'atomic';
}

function numbersIn<Name extends string>(
  said: JsonObject,
  names: readonly Name[],
): { readonly [name in Name]?: number } {
  const numbers: { [name in Name]?: number } = {};
  for (const name of names) {
    const value = said[name];
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}

function objectIn(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

function listIn(json: Json | undefined): readonly Json[] {
  // Array.isArray does not narrow read-only lists.
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

function textsIn(json: Json | undefined): readonly string[] {
  return listIn(json).filter((item) => typeof item === 'string');
}
