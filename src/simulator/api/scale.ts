import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { selectorText } from '../../resources/selector-text.ts';
import type { Asked } from './asked.ts';
import { applyJsonPatch } from './json-patch.ts';
import type { ApiKind, ScalePaths } from './kind.ts';
import { metadataOf, numberIn, valueAt, withValueAt } from './members.ts';
import { badRequest, invalid, refusal } from './refusals.ts';
import { namedKind, type Served } from './served.ts';
import { refuseAnotherName, update } from './update.ts';
import type { Writer } from './writer.ts';

/** What an autoscaler sees of an object. @throws Fault with a 500 for a custom one that does not say how many it wishes for */
export function scaleOf({ kind, resource }: Served, object: JsonObject): JsonObject {
  const paths = pathsOf(kind);
  if (resource.isCustom && valueAt(object, paths.specReplicas) === undefined) throw noReplicas(paths);
  return scaleAt(object, paths);
}

function scaleAt(object: JsonObject, paths: ScalePaths): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadataOf(object);
  const replicas = wholeAt(object, paths.specReplicas);
  const selector = paths.selector === undefined ? '' : selectorAt(object, paths.selector);
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
export function rescale(writer: Writer, asked: Asked, current: JsonObject): JsonObject {
  const paths = pathsOf(asked.kind);
  const scale = asked.call.method === 'PATCH' ? patchedScale(asked, scaleAt(current, paths)) : asked.call.body;
  if (!isJsonObject(scale)) throw badRequest('the object provided is unrecognized (must be of type Scale)');
  const replicas = numberIn(objectIn(scale, 'spec'), 'replicas') ?? 0;
  if (replicas < 0) throw negative(asked, replicas, paths);
  const said = metadataOf(scale);
  refuseAnotherName(asked, scale);
  const version = textIn(said, 'resourceVersion') || textIn(metadataOf(current), 'resourceVersion');
  const sent = withValueAt(
    withValueAt(current, paths.specReplicas, replicas),
    ['metadata', 'resourceVersion'],
    version,
  );
  // It is the object that changes; `scale` stays the name of the part, for the owners of fields.
  return scaleOf(asked, update(writer, asked, current, sent));
}

function pathsOf({ scale }: ApiKind): ScalePaths {
  return scale ?? { specReplicas: [], statusReplicas: [] };
}

/** Built-in kinds are told of the scale, custom ones of themselves. */
function negative({ kind, resource, place }: Asked, replicas: number, { specReplicas }: ScalePaths): Error {
  const [named, field, why] = resource.isCustom
    ? [namedKind(kind), `.${specReplicas.join('.')}`, 'should be a non-negative integer']
    : [{ group: 'autoscaling', word: 'Scale' }, 'spec.replicas', 'must be greater than or equal to 0'];
  return invalid(named, place.name, [
    { reason: 'FieldValueInvalid', field, message: `Invalid value: ${replicas}: ${why}` },
  ]);
}

function noReplicas({ specReplicas }: ScalePaths): Error {
  const message = `the spec replicas field ".${specReplicas.join('.')}" does not exist`;
  const details = { causes: [{ message }] };
  return refusal({ code: 500, reason: 'InternalError', message: `Internal error occurred: ${message}`, details });
}

function patchedScale({ call }: Asked, scale: JsonObject): Json {
  if (call.contentType?.startsWith('application/json-patch+json') === true) return applyJsonPatch(scale, call.body);
  return isJsonObject(call.body) ? applyMergePatch(scale, call.body) : scale;
}

function wholeAt(object: JsonObject, path: readonly string[]): number {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : 0;
}

/** Custom resources keep a selector in text form, built-in kinds as an object. */
function selectorAt(object: JsonObject, path: readonly string[]): string {
  const selector = valueAt(object, path);
  if (typeof selector === 'string') return selector;
  return isJsonObject(selector) ? selectorText(selector) : '';
}
