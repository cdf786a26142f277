import { isJsonObject, type Json } from '../../core/json.ts';
import type { Located } from './located.ts';

/** The objects of a list that `kubectl get -o yaml` wrote, each with places of its own; any other document as it is. */
export function itemsOf(located: Located): readonly Located[] {
  const { json, spots } = located;
  if (!isJsonObject(json) || typeof json['kind'] !== 'string' || !json['kind'].endsWith('List')) return [located];
  const { items } = json;
  if (!Array.isArray(items)) return [located];
  return items.map((item: Json, index) => {
    const prefix = `items[${index}]`;
    const start = spots.get(prefix)?.value ?? located.start;
    const inside = [...spots].filter(([path]) => path.startsWith(`${prefix}.`));
    return { json: item, start, spots: new Map(inside.map(([path, spot]) => [path.slice(prefix.length + 1), spot])) };
  });
}
