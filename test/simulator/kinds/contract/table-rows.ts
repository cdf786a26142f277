import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import type { ApiCall } from '../../../../src/simulator/api/call.ts';
import type { ApiKind } from '../../../../src/simulator/api/kind.ts';
import { builtInKinds } from '../../../../src/simulator/kinds/built-in-kinds.ts';
import type { RawApi } from '../../support/raw-api.ts';
import type { RowCase } from './rows.ts';

const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
const FINALIZERS = ['shop/held'];

/** Columns and cells of one object: as the real server tells them, and as our columns tell the very same object. */
export interface ToldTwice {
  readonly real: JsonObject;
  readonly ours: JsonObject;
}

/** Makes an object on a real API server and has it told twice. It goes at once if nothing else holds it. */
export async function toldTwice(
  api: RawApi,
  { path, body, status, isGoing }: RowCase,
  name: string,
): Promise<ToldTwice> {
  const at = `${path}/${name}`;
  const held = isGoing === true ? { finalizers: FINALIZERS } : {};
  await done(api, { method: 'POST', path, query: {}, body: { ...body, metadata: { name, ...held } } });
  if (status !== undefined) await done(api, patch(`${at}/status`, { status }));
  if (isGoing === true) await done(api, { method: 'DELETE', path: at, query: {} });
  const table = await done(api, { method: 'GET', path: at, query: {}, accept: TABLE });
  const object = await done(api, { method: 'GET', path: at, query: {} });
  if (isGoing === true) await done(api, patch(at, { metadata: { finalizers: null } }));
  return { real: ofTable(table), ours: ofKind(kindAt(path), object) };
}

function patch(path: string, body: Json): ApiCall {
  return { method: 'PATCH', path, query: {}, body, contentType: 'application/merge-patch+json' };
}

async function done(api: RawApi, call: ApiCall): Promise<JsonObject> {
  const { status, body } = await api.answer(call);
  if (status >= 300) throw new Error(`${call.method} ${call.path}: ${JSON.stringify(body)}`);
  return body;
}

function kindAt(path: string): ApiKind {
  const plural = path.split('/').at(-1);
  const kind = builtInKinds.find((each) => each.plural === plural);
  if (kind === undefined) throw new Error(`no kind at ${path}`);
  return kind;
}

function ofTable({ columnDefinitions, rows }: JsonObject): JsonObject {
  const columns = Array.isArray(columnDefinitions) ? columnDefinitions.filter(isJsonObject) : [];
  const [row] = Array.isArray(rows) ? rows.filter(isJsonObject) : [];
  const cells = Array.isArray(row?.['cells']) ? row['cells'] : [];
  return {
    columns: columns.map(({ name = '', type = '', format = '', priority = 0 }) => ({ name, type, format, priority })),
    cells: cells.map(ageless),
  };
}

function ofKind({ columns }: ApiKind, object: JsonObject): JsonObject {
  const now = Date.now();
  return {
    columns: columns.map(({ name, type, format = '', priority }) => ({ name, type, format, priority })),
    cells: columns.map(({ cell }) => ageless(cell(object, now))),
  };
}

/** The object was made just now, by whichever clock. */
function ageless(cell: Json): Json {
  return typeof cell === 'string' && /^\d+s$/.test(cell) ? 'just now' : cell;
}
