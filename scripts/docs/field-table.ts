import { isJsonObject, type JsonObject } from '../../src/core/json.ts';

/** One field of a schema, as the tables show it. */
interface Field {
  readonly path: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly meaning: string;
}

/**
 * The fields of an object's schema as a Markdown table, those of objects inside it with their path.
 *
 * @param schema a JSON Schema of type `object`
 * @param closed paths whose insides another table shows
 */
export function fieldTable(schema: unknown, closed: readonly string[] = []): string {
  const fields = fieldsOf(schema, '', closed);
  const rows = fields.map(
    ({ path, type, isNeeded, meaning }) => `| \`${path}\`${isNeeded ? ' *' : ''} | ${type} | ${meaning} |`,
  );
  const legend = fields.some(({ isNeeded }) => isNeeded) ? ['', '\\* needed'] : [];
  return ['| field | type | meaning |', '|---|---|---|', ...rows, ...legend].join('\n');
}

function fieldsOf(schema: unknown, prefix: string, closed: readonly string[]): readonly Field[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).flatMap(([name, member]) => {
    if (!isJsonObject(member)) return [];
    const path = `${prefix}${name}`;
    const { description } = member;
    const meaning = typeof description === 'string' ? description.replaceAll('|', '\\|') : '';
    const field = { path, type: typeOf(member), isNeeded: required.includes(name), meaning };
    return closed.includes(path) ? [field] : [field, ...insideOf(member, path, closed)];
  });
}

function insideOf(member: JsonObject, path: string, closed: readonly string[]): readonly Field[] {
  return member['type'] === 'array'
    ? fieldsOf(member['items'], `${path}[].`, closed)
    : fieldsOf(member, `${path}.`, closed);
}

const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['integer', 'whole number'],
  ['number', 'number'],
  ['boolean', 'true or false'],
  ['object', 'object'],
]);

function typeOf(member: JsonObject): string {
  const { type, meaning, enum: choices, anyOf, items } = member;
  if (Array.isArray(choices)) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => (isJsonObject(one) ? [typeOf(one)] : [])).join(' or ');
  if (type === 'array') return `list of ${isJsonObject(items) ? plural(typeOf(items)) : 'anything'}`;
  if (meaning === 'duration') return 'duration';
  if (meaning === 'condition') return 'condition';
  return TYPES.get(type) ?? 'anything';
}

function plural(type: string): string {
  return type === 'anything' ? type : `${type}s`;
}
