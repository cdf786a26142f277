import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import type { KindCall } from './kind-servers.ts';

/** Calls that both servers must answer alike. */
export interface KindCase {
  readonly title: string;
  readonly calls: readonly KindCall[];
}

/** An object that is made, or refused, without effect. */
export function created(title: string, path: string, body: JsonObject): KindCase {
  return { title, calls: [{ words: `POST ${path}`, body, isDry: true }] };
}

/** A change of an object, without effect: what it is called, and a JSON patch. */
export type Change = readonly [title: string, patch: Json];

/** Objects, one for each change, that are made and then changed without effect. */
export function changed(
  title: string,
  path: string,
  body: JsonObject,
  changes: readonly Change[],
): readonly KindCase[] {
  return changes.map(([what, patch], index) => {
    const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
    const named = typeof metadata['name'] === 'string' ? metadata['name'] : 'a';
    const name = `${named}-${index}`;
    return {
      title: `${title}: ${what}`,
      calls: [
        { words: `POST ${path}`, body: { ...body, metadata: { ...metadata, name } } },
        { words: `PATCH ${path}/${name}`, body: patch, contentType: 'application/json-patch+json', isDry: true },
      ],
    };
  });
}
