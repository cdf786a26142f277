import { parse } from 'yaml';
import { textOf } from '../../../../core/fault.ts';
import type { Json } from '../../../../core/json.ts';
import type { ApiAnswer } from '../../../../simulator/api/call.ts';
import { readProtobuf } from '../protobuf/read-protobuf.ts';
import { refuse } from '../refuse.ts';

/** A body as it was understood, or the refusal. Absent: there was none. */
export type ParsedBody = { readonly body?: Json } | { readonly refusal: ApiAnswer };

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const APPLY = 'application/apply-patch+yaml';
const PATCHES: readonly string[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  APPLY,
];

/** The type of a body without its parameters, in lower case; empty when it has none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * Reads a body by its content type: JSON, for server-side apply YAML, and for the few kinds that kubectl creates that way protobuf. Which kind of
 * patch is meant, and whether the object can be patched that way, is not looked at here.
 *
 * @param mediaType  see `mediaTypeOf`
 */
export function parseBody(bytes: Buffer, method: string, mediaType: string): ParsedBody {
  const accepted = method === 'PATCH' ? PATCHES : [JSON_TYPE];
  const isKnown = accepted.includes(mediaType) || (mediaType === '' && method !== 'PATCH');
  if (bytes.length === 0 && (isKnown || method === 'DELETE')) return {};
  if (mediaType === PROTOBUF && (method === 'POST' || method === 'DELETE')) return protobufIn(bytes);
  if (!isKnown) return { refusal: refuse(415, unknownFormat(mediaType, accepted)) };
  const text = bytes.toString('utf8');
  try {
    return { body: mediaType === APPLY ? yamlIn(text) : jsonIn(text) };
  } catch (error) {
    return { refusal: refuse(400, `the body of the request cannot be read: ${textOf(error)}`) };
  }
}

function protobufIn(bytes: Buffer): ParsedBody {
  try {
    return { body: readProtobuf(bytes) };
  } catch (error) {
    const wayOut = `send ${JSON_TYPE}, with kubectl by way of --dry-run=client -o yaml and create -f -`;
    return { refusal: refuse(415, `the body of the request cannot be read: ${textOf(error)}; ${wayOut}`) };
  }
}

function unknownFormat(mediaType: string, accepted: readonly string[]): string {
  const given = mediaType === '' ? 'no content type' : mediaType;
  return `the body of the request was in an unknown format (${given}) - accepted media types include: ${accepted.join(', ')}`;
}

function jsonIn(text: string): Json {
  // What JSON.parse gives is Json by definition.
  return JSON.parse(text) as Json;
}

/** JSON is YAML too, and kubectl sends it: it is read the quick way. */
function yamlIn(text: string): Json {
  try {
    return jsonIn(text);
  } catch {
    // The core schema knows JSON's values alone.
    return parse(text, { schema: 'core' }) as Json;
  }
}
