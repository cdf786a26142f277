import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { hashOf, imageIn } from '../model/objects.ts';
import type { Asked } from './gate.ts';
import type { World } from './world.ts';

/** Longest part of a write that is shown. */
const SHOWN = 400;

/** A write in a few words. */
export function describe({ call, place }: Asked): string {
  const { plural, name, subresource } = place;
  const body = isJsonObject(call.body) ? call.body : {};
  const what = [plural, name, subresource].filter((part) => part !== '').join('/');
  return `${call.method} ${what} ${wordsFor(body)}`.slice(0, SHOWN);
}

/** What happened in a world, with the versions of images in the place of hashes. */
export function readable({ trace, replicaSets }: World): readonly string[] {
  const versions = replicaSets.map((set) => [hashOf(set), imageIn(set).replace('shop:', '')] as const);
  return trace.map((line) => versions.reduce((line, [hash, version]) => line.replaceAll(hash, version), line));
}

/** Without templates, conditions and versions. */
function wordsFor({ spec, status, metadata }: JsonObject): string {
  const short = { ...meta(metadata), ...without(spec, 'template'), ...without(status, 'conditions', 'metricResults') };
  return JSON.stringify(short).replaceAll('"', '');
}

function without(json: unknown, ...names: readonly string[]): JsonObject {
  if (!isJsonObject(json)) return {};
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

function meta(metadata: unknown): JsonObject {
  if (!isJsonObject(metadata) || metadata['name'] === undefined) return {};
  return { name: metadata['name'] };
}
