import type { JsonObject } from '../../core/json.ts';
import type { Asked } from './asked.ts';
import type { Continuations } from './continuations.ts';
import { badRequest, invalid, quoted, refusal } from './refusals.ts';
import { selectionOf } from './selection.ts';
import { apiVersionOf, inVersion } from './served.ts';
import type { State } from './state.ts';

/**
 * Lists a collection: all of it or, with `limit` and `continue`, page by page as it stood at the first.
 *
 * @throws Fault with the API server's refusal: 400 for a selector, 410 for a page that is asked for too late, 504 for a version yet to come
 */
export function list(state: State, continuations: Continuations, asked: Asked): JsonObject {
  const { call, resource, place } = asked;
  const limit = limitIn(call.query['limit']);
  const token = call.query['continue'] ?? '';
  refuseVersion(state, asked);
  const selection = selectionOf(asked);
  const from = token === '' ? undefined : continuations.find(resource, token);
  const all = from?.objects ?? resource.objects.list(place.namespace);
  const version = from?.version ?? state.version;
  const start = from?.start ?? 0;
  const { items, end } = taken(all, start, limit, selection.has);
  // Whether what is left would be selected is not looked at.
  const isCut = limit > 0 && end < all.length;
  const next = isCut ? continuations.keep(resource, { objects: all, version, start: end }) : '';
  const metadata = {
    resourceVersion: `${version}`,
    ...((isCut || resource.isCustom) && { continue: next }),
    ...(isCut && selection.isAll && { remainingItemCount: all.length - end }),
  };
  return listOf(asked, metadata, items);
}

/** A list as it is answered with. */
export function listOf({ kind, resource }: Asked, metadata: JsonObject, items: readonly JsonObject[]): JsonObject {
  const shown = resource.isCustom ? items.map((item) => inVersion(item, kind)) : items.map(bare);
  return { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items: shown };
}

function taken(
  all: readonly JsonObject[],
  start: number,
  limit: number,
  has: (object: JsonObject) => boolean,
): { readonly items: readonly JsonObject[]; readonly end: number } {
  if (limit <= 0) return { items: all.slice(start).filter(has), end: all.length };
  const items: JsonObject[] = [];
  let end = start;
  for (; end < all.length && items.length < limit; end += 1) {
    const object = all[end];
    if (object !== undefined && has(object)) items.push(object);
  }
  return { items, end };
}

/** Items of lists of built-in kinds do not say what they are: the list does. */
function bare({ kind: _kind, apiVersion: _apiVersion, ...rest }: JsonObject): JsonObject {
  return rest;
}

function limitIn(word: string | undefined): number {
  if (word === undefined || word === '') return 0;
  if (!/^-?\d+$/.test(word)) throw badRequest(`strconv.ParseInt: parsing ${quoted(word)}: invalid syntax`);
  return Number(word);
}

/** @throws Fault for a version that is none, or that is yet to come */
export function refuseVersion(state: State, { call }: Pick<Asked, 'call'>): void {
  const { resourceVersion: word = '', resourceVersionMatch = '' } = call.query;
  if (word === '' && resourceVersionMatch !== '') {
    const message = 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided';
    const problem = { reason: 'FieldValueForbidden', field: 'resourceVersionMatch', message };
    throw invalid({ group: 'meta.k8s.io', word: 'ListOptions' }, '', [problem]);
  }
  if (word !== '' && !/^\d+$/.test(word)) {
    const why = `resourceVersion: Invalid value: ${quoted(word)}: strconv.ParseUint: parsing ${quoted(word)}: invalid syntax`;
    throw badRequest(`invalid resource version: ${why}`);
  }
  if (Number(word) > state.version) throw tooLarge(word, state.version);
}

function tooLarge(word: string, version: number): Error {
  return refusal({
    code: 504,
    reason: 'Timeout',
    message: `Timeout: Too large resource version: ${word}, current: ${version}`,
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  });
}
