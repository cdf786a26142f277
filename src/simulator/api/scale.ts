import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import type { Asked } from './asked.ts';
import { applyJsonPatch } from './json-patch.ts';
import type { ScalePaths } from './kind.ts';
import { itemsIn, metadataOf, numberIn, objectIn, textIn, valueAt, withValueAt } from './members.ts';
import { badRequest, invalid } from './refusals.ts';
import { update } from './update.ts';
import type { Writer } from './writer.ts';

/** What an autoscaler sees of an object. */
export function scaleOf(object: JsonObject, paths: ScalePaths): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadataOf(object);
  const replicas = wholeAt(object, paths.specReplicas);
  const selector = paths.selector === undefined ? '' : selectorText(valueAt(object, paths.selector));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(creationTimestamp !== undefined && { creationTimestamp }),
    },
    // Go leaves out a zero here, and only here.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: wholeAt(object, paths.statusReplicas), ...(selector !== '' && { selector }) },
  };
}

/**
 * Changes how many replicas an object wishes for.
 *
 * @returns its scale afterwards
 * @throws Fault with the API server's refusal
 */
export function rescale(writer: Writer, asked: Asked, current: JsonObject, paths: ScalePaths): JsonObject {
  const scale = asked.call.method === 'PATCH' ? patchedScale(asked, scaleOf(current, paths)) : asked.call.body;
  if (!isJsonObject(scale)) throw badRequest('the object provided is unrecognized (must be of type Scale)');
  const replicas = numberIn(objectIn(scale, 'spec'), 'replicas') ?? 0;
  if (replicas < 0) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    const problem = { reason: 'FieldValueInvalid', field: 'spec.replicas', message };
    throw invalid({ group: 'autoscaling', word: 'Scale' }, asked.place.name, [problem]);
  }
  const said = metadataOf(scale);
  const name = textIn(said, 'name');
  if (name !== asked.place.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${asked.place.name})`);
  }
  const version = textIn(said, 'resourceVersion') || textIn(metadataOf(current), 'resourceVersion');
  const sent = withValueAt(
    withValueAt(current, paths.specReplicas, replicas),
    ['metadata', 'resourceVersion'],
    version,
  );
  // It is the object that changes; `scale` stays the name of the part, for the owners of fields.
  return scaleOf(update(writer, asked, current, sent), paths);
}

function patchedScale({ call }: Asked, scale: JsonObject): Json {
  if (call.contentType?.startsWith('application/json-patch+json') === true) return applyJsonPatch(scale, call.body);
  return isJsonObject(call.body) ? applyMergePatch(scale, call.body) : scale;
}

function wholeAt(object: JsonObject, path: readonly string[]): number {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : 0;
}

/** A selector in text form; custom resources keep it so, built-in kinds as an object. */
function selectorText(selector: Json | undefined): string {
  if (typeof selector === 'string') return selector;
  if (!isJsonObject(selector)) return '';
  const labels = Object.entries(objectIn(selector, 'matchLabels')).map(([name, value]) => `${name}=${String(value)}`);
  return [...labels.toSorted(), ...itemsIn(selector, 'matchExpressions').map(expressionText)].join(',');
}

function expressionText(expression: Json): string {
  const key = textIn(expression, 'key');
  const values = `(${itemsIn(expression, 'values').map(String).join(',')})`;
  switch (textIn(expression, 'operator')) {
    case 'In':
      return `${key} in ${values}`;
    case 'NotIn':
      return `${key} notin ${values}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
