import type { Json, JsonObject } from '../../../../core/json.ts';
import { textIn } from '../../../../core/json-members.ts';
import { MESSAGES } from './messages.ts';
import type { Field, Message, Shape } from './shape.ts';
import { fieldsIn, type WireField } from './wire.ts';

/** Every object of Kubernetes in protobuf begins with these bytes. */
const MAGIC = Buffer.from('k8s\0');

/** Which object it is, and its bytes. */
const ENVELOPE = { typeMeta: 1, raw: 2 } as const;
const TYPE_META: Message = { 1: { name: 'apiVersion', shape: 'text' }, 2: { name: 'kind', shape: 'text' } };

/**
 * Reads an object that kubectl made by itself, such as with `create namespace`, and sends in protobuf only.
 *
 * @throws Error naming the kind or field when it is none that is known (see `MESSAGES`), or the bytes are damaged
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export function readProtobuf(bytes: Buffer): JsonObject {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('it does not begin as protobuf of Kubernetes');
  const envelope = fieldsIn(bytes.subarray(MAGIC.length));
  const typeMeta = objectIn(bytesOf(envelope, ENVELOPE.typeMeta), TYPE_META, 'typeMeta');
  const name = `${textIn(typeMeta, 'apiVersion')} ${textIn(typeMeta, 'kind')}`;
  const message = MESSAGES.get(name);
  if (message === undefined) throw new Error(`${name} is not known in protobuf`);
  return { ...typeMeta, ...objectIn(bytesOf(envelope, ENVELOPE.raw), message, name) };
}

function bytesOf(fields: readonly WireField[], number: number): Buffer {
  const value = fields.find((field) => field.number === number)?.value;
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

/** @param path  of the message, for errors */
function objectIn(bytes: Buffer, message: Message, path: string): JsonObject {
  const members = new Map<string, Json>();
  for (const { number, value } of fieldsIn(bytes)) {
    const field = message[number];
    if (field !== undefined) take(members, field, value, `${path}.${field.name}`);
    else if (!isNothing(value)) throw new Error(`field ${number} of ${path} is not known in protobuf`);
  }
  return Object.fromEntries(members);
}

function take(
  members: Map<string, Json>,
  { name, shape, isPointer }: Field,
  value: bigint | Buffer,
  path: string,
): void {
  if (shape === 'ignored') return;
  const read = valueOf(shape, value, path);
  const before = members.get(name);
  if (isList(shape)) members.set(name, [...(Array.isArray(before) ? before : []), read]);
  else if (isMap(shape)) members.set(name, { ...(before as JsonObject | undefined), ...(read as JsonObject) });
  else if (isPointer || !isNothing(value)) members.set(name, read);
}

function isList(shape: Shape): boolean {
  return typeof shape === 'object' && ('messages' in shape || 'texts' in shape);
}

function isMap(shape: Shape): shape is { readonly map: 'text' | 'bytes' } {
  return typeof shape === 'object' && 'map' in shape;
}

/** Go writes what is not set as zero or empty. */
function isNothing(value: bigint | Buffer): boolean {
  return Buffer.isBuffer(value) ? value.length === 0 : value === 0n;
}

function valueOf(shape: Exclude<Shape, 'ignored'>, value: bigint | Buffer, path: string): Json {
  if (shape === 'number' || shape === 'yes-or-no') {
    if (Buffer.isBuffer(value)) throw new Error(`${path} is no number`);
    return shape === 'number' ? Number(value) : value !== 0n;
  }
  if (!Buffer.isBuffer(value)) throw new Error(`${path} is a number`);
  if (shape === 'text') return value.toString('utf8');
  if (shape === 'bytes') return value.toString('base64');
  if (shape === 'number-or-text') return numberOrText(value, path);
  if ('texts' in shape) return value.toString('utf8');
  if ('map' in shape) return entryIn(value, shape.map, path);
  return objectIn(value, 'message' in shape ? shape.message : shape.messages, path);
}

/** An entry of a map is a message of a key and a value. */
function entryIn(bytes: Buffer, shape: 'text' | 'bytes', path: string): JsonObject {
  const entry = fieldsIn(bytes);
  return { [bytesOf(entry, 1).toString('utf8')]: valueOf(shape, bytesOf(entry, 2), path) };
}

const NUMBER_OR_TEXT: Message = {
  1: { name: 'isText', shape: 'yes-or-no' },
  2: { name: 'number', shape: 'number' },
  3: { name: 'text', shape: 'text' },
};

function numberOrText(bytes: Buffer, path: string): Json {
  const { isText = false, number = 0, text = '' } = objectIn(bytes, NUMBER_OR_TEXT, path);
  return isText === true ? text : number;
}
