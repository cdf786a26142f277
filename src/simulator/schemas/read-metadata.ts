import { parseTime } from '../../core/go/time/parse-time.ts';
import { TimeError } from '../../core/go/time/time-error.ts';
import { formatInstant, parseInstant } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** What can be read of an object's metadata. */
export interface ReadMetadata {
  /** Absent: there is none. */
  readonly object?: JsonObject;
  readonly unknown: readonly string[];
  /** In Go's words, why it cannot be read. Absent: it can. */
  readonly malformed?: string;
}

type Form =
  | 'text'
  | 'uid'
  | 'whole number'
  | 'truth'
  | 'time'
  | 'texts'
  | 'texts by name'
  | 'any object'
  | Fields
  | readonly [Fields];
interface Fields {
  readonly struct: string;
  readonly fields: Readonly<Record<string, Form>>;
}

const OWNER_REFERENCE: Fields = {
  struct: 'OwnerReference',
  fields: {
    apiVersion: 'text',
    kind: 'text',
    name: 'text',
    uid: 'uid',
    controller: 'truth',
    blockOwnerDeletion: 'truth',
  },
};

const MANAGED_FIELDS: Fields = {
  struct: 'ManagedFieldsEntry',
  fields: {
    manager: 'text',
    operation: 'text',
    apiVersion: 'text',
    time: 'time',
    fieldsType: 'text',
    fieldsV1: 'any object',
    subresource: 'text',
  },
};

const OBJECT_META: Fields = {
  struct: 'ObjectMeta',
  fields: {
    name: 'text',
    generateName: 'text',
    namespace: 'text',
    selfLink: 'text',
    uid: 'uid',
    resourceVersion: 'text',
    generation: 'whole number',
    creationTimestamp: 'time',
    deletionTimestamp: 'time',
    deletionGracePeriodSeconds: 'whole number',
    labels: 'texts by name',
    annotations: 'texts by name',
    ownerReferences: [OWNER_REFERENCE],
    finalizers: 'texts',
    managedFields: [MANAGED_FIELDS],
  },
};

/** Go's name of what was expected. */
const GO_TYPES = new Map<Form, string>([
  ['text', 'string'],
  ['uid', 'types.UID'],
  ['whole number', 'int64'],
  ['truth', 'bool'],
  ['texts', '[]string'],
  ['texts by name', 'map[string]string'],
]);

/**
 * Reads metadata as an API server does: into its ObjectMeta, which leaves out what it does not know, and refuses what is of another type.
 *
 * @param path  of the metadata: `metadata`
 */
export function readMetadata(metadata: Json | undefined, path: string): ReadMetadata {
  if (metadata === undefined) return { unknown: [] };
  const unknown: string[] = [];
  try {
    const object = read(metadata, OBJECT_META, {
      path,
      goField: '',
      members: [],
      tell: (place) => unknown.push(place),
    });
    return { object: isJsonObject(object) ? object : {}, unknown };
  } catch (error) {
    if (error instanceof Misfit) return { unknown, malformed: error.message };
    throw error;
  }
}

const RFC3339 = '2006-01-02T15:04:05Z07:00';

class Misfit extends Error {}

interface Place {
  readonly path: string;
  /** What Go's error names: the innermost struct and all members on the way to it, `OwnerReference.ownerReferences.uid`; empty at the top. */
  readonly goField: string;
  readonly members: readonly string[];
  readonly tell: (path: string) => void;
}

/** @throws Misfit where the value is of another type */
function read(value: Json, form: Form, place: Place): Json | undefined {
  // A null is nothing, whatever is expected.
  if (value === null) return undefined;
  if (typeof form !== 'string')
    return 'struct' in form ? readFields(value, form, place) : readList(value, form[0], place);
  const filled = form === 'texts' || form === 'texts by name' ? withEmptyTexts(value) : value;
  if (!isOfForm(filled, form)) throw misfit(filled, form, place);
  return form === 'time' ? readTime(filled) : filled;
}

/** A time as it is written again: in UTC, without parts of a second. */
function readTime(value: Json): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    parseTime(RFC3339, value);
  } catch (error) {
    if (error instanceof TimeError) throw new Misfit(error.message);
    throw error;
  }
  const moment = parseInstant(value);
  return moment === undefined ? value : formatInstant(moment);
}

/** A null among texts is an empty one. */
function withEmptyTexts(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => item ?? '');
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, item ?? '']));
}

function readFields(value: Json, { struct, fields }: Fields, place: Place): JsonObject {
  if (!isJsonObject(value)) {
    const where = place.goField === '' ? 'Go value' : `Go struct field ${place.goField}`;
    throw new Misfit(`json: cannot unmarshal ${nameOf(value)} into ${where} of type v1.${struct}`);
  }
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const path = `${place.path}.${name}`;
    const form = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (form === undefined) {
      place.tell(path);
      return [];
    }
    const names = [...place.members, name];
    const kept = read(member, form, { ...place, path, goField: `${struct}.${names.join('.')}`, members: names });
    return kept === undefined || isEmpty(kept) ? [] : [[name, kept]];
  });
  return Object.fromEntries(members);
}

function readList(value: Json, item: Fields, place: Place): Json {
  if (!Array.isArray(value)) {
    throw new Misfit(
      `json: cannot unmarshal ${nameOf(value)} into Go struct field ${place.goField} of type []v1.${item.struct}`,
    );
  }
  return value.map((entry: Json, index) =>
    readFields(entry ?? {}, item, { ...place, path: `${place.path}[${index}]` }),
  );
}

function isOfForm(value: Json, form: Exclude<Form, object>): boolean {
  switch (form) {
    case 'text':
    case 'uid':
      return typeof value === 'string';
    case 'time':
      return typeof value === 'string';
    case 'whole number':
      return Number.isInteger(value);
    case 'truth':
      return typeof value === 'boolean';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'texts by name':
      return isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
    case 'any object':
      return isJsonObject(value);
  }
}

function misfit(value: Json, form: Form, { goField }: Place): Misfit {
  // Of a list or a map it is the first wrong entry that is told of.
  const inside = form === 'texts' || form === 'texts by name' ? entryAmiss(value) : undefined;
  const [wrong, type] = inside === undefined ? [value, GO_TYPES.get(form) ?? 'string'] : [inside, 'string'];
  return new Misfit(`json: cannot unmarshal ${nameOf(wrong)} into Go struct field ${goField} of type ${type}`);
}

function entryAmiss(value: Json): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.values(value).find((item) => typeof item !== 'string');
}

function nameOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Go's `omitempty`: such members are not written again. */
function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0;
}
