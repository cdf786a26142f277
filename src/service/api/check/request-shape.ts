import type { TSchema } from 'typebox';

/** The members of JSON Schema that the schemas of requests use. */
export interface RequestShape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, RequestShape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | RequestShape;
  readonly propertyNames?: RequestShape;
  readonly maxProperties?: number;
  readonly items?: RequestShape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Looks at a TypeBox schema as the plain JSON Schema that it is. */
export function requestShapeOf(schema: TSchema): RequestShape {
  return schema;
}
