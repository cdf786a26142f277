import type { Json } from '../../core/json.ts';
import type { Shape } from '../schema/shape.ts';

/** What a schema takes, as a person says it: `a text`, `a list`, `one of v1, v2`. */
export function describe(shape: Shape): string {
  if (shape.enum !== undefined) return `one of ${shape.enum.join(', ')}`;
  if (shape.anyOf !== undefined) return 'a whole number';
  if (shape.meaning === 'duration') return 'a duration such as 30s';
  return shape.type === undefined ? 'a value' : WORDS[shape.type];
}

const WORDS: Readonly<Record<NonNullable<Shape['type']>, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** What a value is, as a person says it: `the number 5`, `the text "5"`, `a list`. Long texts are cut. */
export function kindOf(json: Json): string {
  switch (typeof json) {
    case 'string':
      return `the text "${json.length > 60 ? `${json.slice(0, 60)}…` : json}"`;
    case 'number':
      return `the number ${json}`;
    case 'boolean':
      return `${json}`;
    default:
      if (json === null) return 'nothing';
      return Array.isArray(json) ? 'a list' : 'an object';
  }
}
