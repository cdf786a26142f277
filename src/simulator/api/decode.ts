import { marshalJson } from '../../core/go/json.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import { readMetadata } from '../schemas/read-metadata.ts';
import type { Asked } from './asked.ts';
import { metadataOf } from './members.ts';
import { badRequest, invalid, quoted } from './refusals.ts';
import { apiVersionOf } from './served.ts';

/** The most of a body that is shown in a refusal. */
const SHOWN = 30;

/** The body of a call as an object of its kind. @throws Fault with a 400 for one that is not */
export function bodyObject(asked: Asked): JsonObject {
  const { body } = asked.call;
  if (!isJsonObject(body)) throw unrecognized(asked, "couldn't get version/kind");
  return decode(asked, body, (why, { word, version }) =>
    badRequest(`${word} in version ${quoted(version)} cannot be handled as a ${asked.kind.kind}: ${why}`),
  );
}

/**
 * What a patch made of an object, as an object of its kind.
 *
 * @param shown  what a refusal shows of it. Default: all of it
 * @throws Fault with a 422 if the patch made something else of it
 */
export function patchedObject(asked: Asked, patched: JsonObject, shown?: () => string): JsonObject {
  return decode(asked, patched, (why) => {
    const message = `Invalid value: ${quoted(shown?.() ?? marshalJson(patched))}: ${why}`;
    return invalid({ group: '', word: '' }, '', [{ reason: 'FieldValueInvalid', field: 'patch', message }]);
  });
}

/** Words a refusal of something that says of itself that it is of a kind. */
type Refuse = (why: string, said: { readonly word: string; readonly version: string }) => Error;

/** Says what it is, leaves out what the kind does not know, and puts the members that all have in front. */
function decode(asked: Asked, json: JsonObject, refuse: Refuse): JsonObject {
  const { kind, resource, validation, warnings } = asked;
  const apiVersion = apiVersionOf(kind);
  if (resource.isCustom) refuseAnotherCustom(asked, json);
  else refuseAnotherBuiltIn(asked, json, refuse);
  const unreadable = (why: string): Error => refuse(why, { word: kind.kind, version: kind.version });
  const said = { ...json, apiVersion, kind: kind.kind, metadata: json['metadata'] ?? {} };
  const { object, unknown, malformed } = kind.rules.prune(said);
  if (malformed !== undefined) throw unreadable(malformed);
  const metadata = readMetadata(object['metadata'], 'metadata');
  if (metadata.malformed !== undefined) throw unreadable(metadata.malformed);
  const strange = [...unknown, ...metadata.unknown].map((path) => `unknown field ${quoted(path)}`);
  if (validation === 'Strict' && strange.length > 0) throw unreadable(`strict decoding error: ${strange.join(', ')}`);
  if (validation === 'Warn') warnings.push(...strange);
  return { apiVersion, kind: kind.kind, ...object, metadata: metadata.object ?? {} };
}

function refuseAnotherCustom(asked: Asked, json: JsonObject): void {
  const { kind } = asked;
  if (textIn(json, 'kind') === '') throw unrecognized(asked, `Object 'Kind' is missing in '${JSON.stringify(json)}'`);
  const [apiVersion, expected] = [textIn(json, 'apiVersion'), apiVersionOf(kind)];
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  const other = textIn(json, 'kind');
  if (other === kind.kind) return;
  const message = `Invalid value: ${quoted(other)}: must be ${kind.kind}`;
  const problem = { reason: 'FieldValueInvalid', field: 'kind', message };
  throw invalid({ group: kind.group, word: other }, textIn(metadataOf(json), 'name'), [problem]);
}

function refuseAnotherBuiltIn({ kind }: Asked, json: JsonObject, refuse: Refuse): void {
  const [apiVersion, word] = [textIn(json, 'apiVersion') || apiVersionOf(kind), textIn(json, 'kind') || kind.kind];
  if (apiVersion === apiVersionOf(kind) && word === kind.kind) return;
  const version = apiVersion.split('/').at(-1) ?? '';
  const internal = kind.group === '' ? 'core' : (kind.group.split('.')[0] ?? '');
  const why =
    apiVersion === apiVersionOf(kind)
      ? `converting (${version}.${word}) to (${internal}.${kind.kind}): unknown conversion`
      : `no kind ${quoted(word)} is registered for version ${quoted(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`;
  throw refuse(why, { word, version });
}

function unrecognized({ kind, call }: Asked, why: string): Error {
  const text = JSON.stringify(call.body ?? null);
  const isObject = text.startsWith('{');
  const start = text.slice(0, SHOWN);
  const shown = isObject ? start : Buffer.from(start).toString('hex');
  const excerpt = text.length > SHOWN ? `${shown} ...` : shown;
  return badRequest(`the object provided is unrecognized (must be of type ${kind.kind}): ${why} (${excerpt})`);
}
