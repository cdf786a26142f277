import { isJsonObject, type Json } from '../core/json.ts';
import { perObject } from '../core/per-object.ts';
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
  return written(metric);
}

// Runs of one template share its metrics, and each writes them.
const written = perObject((metric: RawMetric) => escaped(JSON.stringify(inGoOrder(metric, shapeOf(MetricSchema)))));

function inGoOrder(value: Json, shape: Shape): Json {
  if (shape.items !== undefined && Array.isArray(value)) {
    const items = shape.items;
    return value.map((item: Json) => inGoOrder(item, items));
  }
  if (!isJsonObject(value)) return value;
  const values = valuesOf(shape);
  if (values !== undefined) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([name, item]) => [name, inGoOrder(item, values)]));
  }
  if (shape.properties === undefined) return value;
  const known = Object.entries(shape.properties).flatMap(([name, field]): readonly [string, Json][] => {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    const isOptional = shape.required?.includes(name) !== true;
    if (item === undefined || (isOptional && isLeftOut(item, field))) return [];
    return [[name, inGoOrder(item, field)]];
  });
  const others = Object.entries(value).filter(([name]) => !Object.hasOwn(shape.properties ?? {}, name));
  return Object.fromEntries([...known, ...others]);
}

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
