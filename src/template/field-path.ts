import { Fault } from '../core/fault.ts';
import { compareText } from '../core/go/compare-text.ts';
import { formatGeneral } from '../core/go/float.ts';
import { parseInt64 } from '../core/go/int.ts';
import { quote } from '../core/go/quote.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { qualifiedNameFaults } from '../resources/names/qualified-name.ts';

/** True for the paths that Kubernetes' downward API answers, and for those it refuses because they look like one. */
export function isMetadataPath(path: string): boolean {
  return path.startsWith('metadata');
}

/**
 * A field of the metadata, by the rules of Kubernetes' downward API: `metadata.name`, `.namespace`, `.uid`, `.labels['k']`,
 * `.annotations['k']`, and all labels or annotations as lines `k="v"`. What is not there is an empty text.
 *
 * @throws Fault TEMPLATE_INVALID `unsupported fieldPath: metadata.generation`
 * @see analysis.md §3.1
 */
export function readMetadataPath(object: JsonObject, path: string): string {
  const metadata = member(object, 'metadata') ?? {};
  const subscripted = /^(.+?)\['(.*)'\]$/s.exec(path);
  if (subscripted !== null) return readSubscript(metadata, path, subscripted);
  switch (path) {
    case 'metadata.labels':
    case 'metadata.annotations':
      return lines(member(metadata, path.slice('metadata.'.length)) ?? {});
    case 'metadata.name':
    case 'metadata.namespace':
    case 'metadata.uid':
      return textOrEmpty(member(metadata, path.slice('metadata.'.length)));
    default:
      throw fault(`unsupported fieldPath: ${path}`, path);
  }
}

function readSubscript(metadata: Json, path: string, [, of = '', key = '']: readonly string[]): string {
  if (of !== 'metadata.labels' && of !== 'metadata.annotations') {
    throw fault(`fieldPath ${quote(path)} does not support subscript`, path);
  }
  // Kubernetes takes annotations in any case.
  const faults = qualifiedNameFaults(of === 'metadata.annotations' ? key.toLowerCase() : key);
  if (faults.length > 0) throw fault(`invalid key subscript in ${path}: ${faults.join(';')}`, path);
  return textOrEmpty(member(member(metadata, of.slice('metadata.'.length)) ?? {}, key));
}

function lines(texts: Json): string {
  const entries = isJsonObject(texts) ? Object.entries(texts) : [];
  return entries
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${quote(textOrEmpty(value))}`)
    .join('\n');
}

function textOrEmpty(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Any other field of a Rollout, by a path split on dots and brackets: `spec.template.spec.containers[0].image`. Only plain values have a text;
 * numbers are printed as Go prints floats, so a million is `1e+06`.
 *
 * @throws Fault TEMPLATE_INVALID `invalid path spec.x in rollout`, `invalid index 'x'`, `index 12 out of range`,
 *   `path spec in rollout must terminate in a primitive value`
 * @see analysis.md §3.1
 */
export function readRolloutPath(rollout: JsonObject, path: string): string {
  const sections = path.split(/[.[\]]+/).filter((section) => section !== '');
  const found = sections.reduce<Json | undefined>((value, section) => step(value, section, path), asStored(rollout));
  if (found === undefined || found === null) throw fault(`invalid path ${path} in rollout`, path);
  if (typeof found === 'object') throw fault(`path ${path} in rollout must terminate in a primitive value`, path);
  return typeof found === 'number' ? formatGeneral(found) : String(found);
}

function step(value: Json | undefined, section: string, path: string): Json | undefined {
  if (Array.isArray(value)) {
    const index = parseInt64(section, 'Atoi');
    if (!index.ok) throw fault(`invalid index '${section}'`, path);
    if (index.value < 0n || index.value >= BigInt(value.length)) throw fault(`index ${index.value} out of range`, path);
    return value[Number(index.value)] as Json;
  }
  if (isJsonObject(value)) return member(value, section);
  throw fault(`invalid path ${path} in rollout`, path);
}

/** Go's Rollout has these objects even where the document has none. */
function asStored(rollout: JsonObject): JsonObject {
  const { metadata = {}, spec = {}, status = {} } = rollout;
  return {
    ...rollout,
    metadata,
    spec: isJsonObject(spec) ? { template: { metadata: {}, spec: {} }, strategy: {}, ...spec } : spec,
    status: isJsonObject(status) ? { canary: {}, blueGreen: {}, ...status } : status,
  };
}

function member(value: Json, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function fault(message: string, path: string): Fault {
  return new Fault('TEMPLATE_INVALID', message, { fieldPath: path });
}
