import { millisOf, parseInstant } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { humanDuration } from '../../rollout/info/human-duration.ts';
import type { Column } from '../api/kind.ts';
import { printed, readJsonPath } from './json-path.ts';

const NAME: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  priority: 0,
  cell: ({ metadata }) => (isJsonObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : ''),
};

/** The one column beside the name when a definition names none. */
const AGE: JsonObject = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
};

const TYPES = ['string', 'integer', 'date', 'boolean', 'number'] as const;

/**
 * The columns of a kind's tables: the name, and `additionalPrinterColumns` of the definition. A column whose path cannot be read is left out.
 *
 * @param said  absent: the age alone
 */
export function columnsOf(said: Json | undefined): readonly Column[] {
  const wanted: readonly Json[] = Array.isArray(said) && said.length > 0 ? said : [AGE];
  return [NAME, ...wanted.filter(isJsonObject).flatMap(columnOf)];
}

function columnOf(said: JsonObject): readonly Column[] {
  const { name, type, format, description, priority, jsonPath } = said;
  if (typeof jsonPath !== 'string') return [];
  const find = readJsonPath(jsonPath);
  const known = TYPES.find((one) => one === type);
  if (find === undefined || known === undefined || typeof name !== 'string') return [];
  const column: Column = {
    name,
    type: known,
    ...(typeof format === 'string' && { format }),
    description:
      typeof description === 'string'
        ? description
        : `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: typeof priority === 'number' ? priority : 0,
    cell(object, ageAt) {
      const [value] = find(object);
      return value === undefined ? null : cellOf(value, known, ageAt);
    },
  };
  return [column];
}

type Cell = ReturnType<Column['cell']>;

/** A value of another type than the column's leaves the cell empty. */
function cellOf(value: Json, type: Column['type'], ageAt: number): Cell {
  switch (type) {
    case 'string':
      return printed(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? ageOf(value, ageAt) : null;
  }
}

function ageOf(text: string, ageAt: number): string {
  const moment = parseInstant(text);
  return moment === undefined ? '<invalid>' : humanDuration(millisOf(ageAt - moment));
}
