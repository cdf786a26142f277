import { createHash } from 'node:crypto';
import { isJsonObject, type Json } from '../../../core/json.ts';
import type { StartRequest } from '../runs.ts';

/** A hash of what is asked for: the same for the same request, in whatever order its members stand. */
export function fingerprintOf({ template, args, labels, callback, timeout }: StartRequest): string {
  const asked: Json = {
    template: { ...template },
    args,
    labels,
    callback: callback === undefined ? null : { url: callback.url, on: callback.on.toSorted() },
    timeout: timeout ?? null,
  };
  return createHash('sha256')
    .update(JSON.stringify(inOrder(asked)))
    .digest('hex');
}

function inOrder(json: Json): Json {
  if (Array.isArray(json)) return json.map((item: Json) => inOrder(item));
  if (!isJsonObject(json)) return json;
  const names = Object.keys(json).toSorted();
  return Object.fromEntries(names.map((name) => [name, inOrder(json[name] ?? null)]));
}
