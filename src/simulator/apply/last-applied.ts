import { marshalJson } from '../../core/go/json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { changesBetween } from './changes-between.ts';
import { difference, type FieldSet, NO_FIELDS } from './field-set.ts';
import { fieldsOf } from './fields-of.ts';
import type { MergeShape } from './merge-shape.ts';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** The one manager for which the annotation of client-side applies counts. */
const KUBECTL = 'kubectl';

/**
 * Fields over which kubectl is in conflict with nobody when it goes over to server-side apply: those that it applied from the client's side, and that
 * stand there as it applied them.
 */
export function appliedByClient(shape: MergeShape, live: JsonObject, manager: string): FieldSet {
  const text = manager === KUBECTL ? annotationOf(live) : undefined;
  const last = text === undefined ? undefined : parsed(text);
  if (last === undefined || last['apiVersion'] !== live['apiVersion']) return NO_FIELDS;
  const { added, modified, removed } = changesBetween(shape, last, live);
  return [added, modified, removed].reduce(difference, fieldsOf(shape, last));
}

/** An object whose annotation says what kubectl applied now, if it has one. */
export function withLastApplied(object: JsonObject, applied: JsonObject, manager: string): JsonObject {
  if (manager !== KUBECTL || !annotationOf(object)) return object;
  const text = `${marshalJson(withAnnotation(applied, undefined))}\n`;
  return withAnnotation(object, text);
}

function annotationOf(object: JsonObject): string | undefined {
  const text = annotationsOf(object)[ANNOTATION];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function annotationsOf({ metadata }: JsonObject): JsonObject {
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined;
  return isJsonObject(annotations) ? annotations : {};
}

function withAnnotation(object: JsonObject, text: string | undefined): JsonObject {
  const { metadata } = object;
  const { [ANNOTATION]: _, ...others } = annotationsOf(object);
  const annotations = text === undefined ? others : { ...others, [ANNOTATION]: text };
  const { annotations: _all, ...rest } = isJsonObject(metadata) ? metadata : {};
  const isAny = Object.keys(annotations).length > 0;
  return { ...object, metadata: isAny ? { ...rest, annotations } : rest };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
