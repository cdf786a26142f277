import type { TSchema } from 'typebox';
import type { Meaning } from './scalars.ts';

/** A schema as plain data: the members of JSON Schema that ours use, and our own. */
export interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly meaning?: Meaning;
  readonly keepsZero?: true;
}

/** Looks at a TypeBox schema as the plain JSON Schema that it is. */
export function shapeOf(schema: TSchema): Shape {
  return schema;
}

/** The shape of the values of a map with names of the writer's choice; undefined for everything else. */
export function valuesOf(shape: Shape): Shape | undefined {
  return Object.values(shape.patternProperties ?? {})[0];
}
