import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import type { ApiAnswer } from '../../../src/simulator/api/call.ts';

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/**
 * Answers of one API server in a form that can be compared with those of another: uids and versions of objects become `uid 1`, `version 1` … in the order in
 * which they are first seen, so that what stays the same still shows; times and what is written by chance become words; managedFields go.
 */
export class Comparable {
  readonly #uids = new Map<string, string>();
  readonly #versions = new Map<string, string>();

  answer({ status, body, warnings = [] }: ApiAnswer): JsonObject {
    // A path that an API server knows nothing of at all is answered with a text.
    const isNowhere = status === 404 && !('name' in objectIn(body, 'details'));
    return { status, body: isNowhere ? 'nothing there' : this.json(body), warnings: [...warnings] };
  }

  json(json: Json): Json {
    if (typeof json === 'string') return this.#text(json);
    if (Array.isArray(json)) return json.map((item: Json) => this.json(item));
    if (!isJsonObject(json)) return json;
    return Object.fromEntries(Object.entries(json).flatMap(([name, value]) => this.#member(name, value, json)));
  }

  #member(name: string, value: Json, { generateName, uid, items }: JsonObject): [string, Json][] {
    if (name === 'managedFields') return [];
    if (name === 'name' && typeof generateName === 'string') return [[name, `${generateName}…`]];
    if (name === 'continue') return [[name, value === '' ? '' : 'more']];
    if (name === 'metadata' && items !== undefined && isJsonObject(value)) {
      const { resourceVersion: _ofList, ...rest } = value;
      return [[name, this.json(rest)]];
    }
    if (name === 'resourceVersion' && typeof value === 'string') {
      return [[name, uid === undefined ? 'version' : numbered(this.#versions, value, 'version')]];
    }
    return [[name, this.json(value)]];
  }

  #text(text: string): string {
    return text
      .replaceAll(UID, (uid) => numbered(this.#uids, uid, 'uid'))
      .replaceAll(TIME, 'time')
      .replaceAll(/\b(Made-)[a-z0-9]{5}\b/g, '$1…')
      .replaceAll(/record \(\d+\)/g, 'record (version)')
      .replaceAll(/(\\*"resourceVersion\\*":\\*")\d+/g, '$1version')
      .replaceAll(/current: \d+/g, 'current: version')
      .replaceAll(/(too old resource version: \d+) \(\d+\)/g, '$1 (version)');
  }
}

function numbered(known: Map<string, string>, word: string, of: string): string {
  const told = known.get(word) ?? `${of} ${known.size + 1}`;
  known.set(word, told);
  return told;
}
