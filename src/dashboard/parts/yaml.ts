import { parse, stringify } from 'yaml';
import type { Json, JsonObject } from '../api/wire.ts';

/** A document as people write it. */
export function yamlOf(document: JsonObject): string {
  return stringify(document, { lineWidth: 0 });
}

/** What a text says; undefined for one that is no YAML: the service tells what is wrong with it. */
export function documentIn(text: string): Json | undefined {
  try {
    return (parse(text) as Json | undefined) ?? undefined;
  } catch {
    return undefined;
  }
}
