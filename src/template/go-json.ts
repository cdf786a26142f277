import { isJsonObject, type Json } from '../core/json.ts';
import { perObject } from '../core/per-object.ts';
import { putMember } from '../core/put-member.ts';
import { MetricSchema, type RawMetric } from '../resources/schema/metric.ts';
import { type Shape, shapeOf, valuesOf } from '../resources/schema/shape.ts';

/**
 * The JSON text of a metric as Go writes it: fields in the order of its struct, maps sorted, what is empty left out, `<` `>` `&`
 * escaped. Placeholders are looked for in this text, so the order decides which of several unresolved ones is reported,
 * and the escapes decide which names can match.
 *
 * @see analysis.md §3.2 and its corrections
 */
export function goJson(metric: RawMetric): string {
  return goText(goOrdered(metric));
}

/** What `goJson` reads back as: the same members in another order, without those that are empty. */
export function goOrdered(metric: RawMetric): RawMetric {
  // It is a metric still.
  return inGoOrder(metric, shapeOf(MetricSchema)) as RawMetric;
}

/** The text of what `goOrdered` gave. */
export function goText(ordered: RawMetric): string {
  return escaped(JSON.stringify(ordered));
}

function inGoOrder(value: Json, shape: Shape): Json {
  if (shape.items !== undefined && Array.isArray(value)) {
    const items = shape.items;
    return value.map((item: Json) => inGoOrder(item, items));
  }
  if (!isJsonObject(value)) return value;
  const { values, fields, names } = planOf(shape);
  const ordered: Record<string, Json> = {};
  if (values !== undefined) {
    for (const name of Object.keys(value).toSorted()) putMember(ordered, name, inGoOrder(value[name] ?? null, values));
    return ordered;
  }
  if (names.size === 0) return value;
  for (const { name, field, isOptional } of fields) {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    if (item !== undefined && !(isOptional && isLeftOut(item, field))) ordered[name] = inGoOrder(item, field);
  }
  for (const [name, item] of Object.entries(value)) if (!names.has(name)) putMember(ordered, name, item);
  return ordered;
}

/** How an object of a shape is written. */
interface Plan {
  /** What the values of a map are; undefined for a struct. */
  readonly values: Shape | undefined;
  readonly fields: readonly { readonly name: string; readonly field: Shape; readonly isOptional: boolean }[];
  readonly names: ReadonlySet<string>;
}

// Every metric is written by the same few shapes.
const planOf = perObject((shape: Shape): Plan => {
  const properties = Object.entries(shape.properties ?? {});
  return {
    values: valuesOf(shape),
    fields: properties.map(([name, field]) => ({ name, field, isOptional: shape.required?.includes(name) !== true })),
    names: new Set(properties.map(([name]) => name)),
  };
});

/** Whether Go leaves an optional field with this value out. A struct is never empty to Go, a map or list is. */
function isLeftOut(value: Json, field: Shape): boolean {
  if (value === null) return true;
  if (field.keepsZero === true) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return valuesOf(field) !== undefined && Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
