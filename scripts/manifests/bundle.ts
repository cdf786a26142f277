import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { textIn } from '../../src/core/json-members.ts';
import { nameOf } from '../../src/kube/metadata.ts';

/**
 * All objects of a kustomize base in its order, patched as it says. It knows of kustomize what our bases use: `resources`, patches
 * that merge into the object of their kind and name, and patches with a target that replace a field at the top.
 *
 * @param folder  with a kustomization in it
 * @throws Error for anything else in the kustomization
 */
export function bundle(folder: string): readonly JsonObject[] {
  const { apiVersion: _, kind: __, resources = [], patches = [], ...unknown } = kustomizationIn(folder);
  if (Object.keys(unknown).length > 0) throw new Error(`${folder}: ${Object.keys(unknown).join(', ')} is not known`);
  const objects = resources.flatMap((resource) => {
    const path = join(folder, resource);
    return statSync(path).isDirectory() ? bundle(path) : documentsIn(path);
  });
  return patches.reduce<readonly JsonObject[]>((all, patch) => patched(all, folder, patch), objects);
}

interface Kustomization {
  readonly resources?: readonly string[];
  readonly patches?: readonly Patch[];
  readonly [other: string]: unknown;
}

interface Patch {
  readonly path: string;
  readonly target?: { readonly kind: string; readonly name: string };
}

function kustomizationIn(folder: string): Kustomization {
  const file = ['kustomization.yaml', 'Kustomization']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${folder} has no kustomization`);
  return parse(readFileSync(file, 'utf8')) as Kustomization;
}

function documentsIn(file: string): readonly JsonObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    const json: unknown = document.toJS();
    if (!isJsonObject(json)) throw new Error(`${file} holds something that is no object`);
    return json;
  });
}

function patched(objects: readonly JsonObject[], folder: string, { path, target }: Patch): readonly JsonObject[] {
  const text = readFileSync(join(folder, path), 'utf8');
  if (target !== undefined) {
    const operations = parse(text) as readonly { readonly op: string; readonly path: string; readonly value: Json }[];
    return objects.map((object) => (isNamed(object, target) ? operations.reduce(replaced, object) : object));
  }
  const patch = parse(text) as JsonObject;
  const named = { kind: textIn(patch, 'kind'), ...nameOf(patch) };
  return objects.map((object) => (isNamed(object, named) ? merged(object, patch) : object));
}

function isNamed({ kind, metadata }: JsonObject, wanted: { readonly kind: string; readonly name: string }): boolean {
  return kind === wanted.kind && isJsonObject(metadata) && metadata['name'] === wanted.name;
}

function replaced(object: JsonObject, { op, path, value }: { op: string; path: string; value: Json }): JsonObject {
  const name = path.slice(1);
  if (op !== 'replace' || name.includes('/')) throw new Error(`${op} ${path}: only "replace" at the top is known`);
  return { ...object, [name]: value };
}

/** Lists of things with names are merged by their names. */
function merged(object: JsonObject, patch: JsonObject): JsonObject {
  const members = Object.entries(patch).map(([name, value]): [string, Json] => {
    const old = object[name];
    if (isJsonObject(old) && isJsonObject(value)) return [name, merged(old, value)];
    if (Array.isArray(old) && Array.isArray(value)) return [name, mergedList(old, value)];
    return [name, value];
  });
  return { ...object, ...Object.fromEntries(members) };
}

function mergedList(list: readonly Json[], patches: readonly Json[]): readonly Json[] {
  return list.map((item) => {
    const patch = patches.find((one) => isJsonObject(one) && isJsonObject(item) && one['name'] === item['name']);
    return isJsonObject(item) && isJsonObject(patch) ? merged(item, patch) : item;
  });
}
