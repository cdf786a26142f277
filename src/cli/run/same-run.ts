import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { itemPath, memberPath } from '../../resources/path.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';

/**
 * Refuses to go on with a saved run under another spec: what was measured would be judged by rules that it was not measured for.
 *
 * @throws Fault STATE_INVALID naming the first place that differs
 */
export function refuseOtherSpec(saved: RunSpec, given: RunSpec, file: string): void {
  // Both came out of JSON; written and read once more, absent members are absent in both.
  const path = firstDifference(plain(saved), plain(given), 'spec');
  if (path === undefined) return;
  throw new Fault(
    'STATE_INVALID',
    `${file} was saved for another spec: ${path} differs. Resume it with the templates and arguments that it was begun with, or without any. The file was left as it was.`,
    { file, path },
  );
}

/**
 * Refuses to go on without the plugins that a run was begun with, or with others.
 *
 * @throws Fault STATE_INVALID
 */
export function refuseOtherPlugins(saved: readonly string[], given: readonly string[], file: string): void {
  const [before, now] = [saved, given].map((kinds) => kinds.toSorted().join(', '));
  if (before === now) return;
  throw new Fault(
    'STATE_INVALID',
    `${file} was saved by a run with ${say(before)}; now there ${now === '' ? 'are none' : `is ${now}`}. Give the same --plugin. The file was left as it was.`,
    { file },
  );
}

function say(kinds: string | undefined): string {
  return kinds ? `plugins for ${kinds}` : 'no plugins';
}

function plain(spec: RunSpec): Json {
  return JSON.parse(JSON.stringify(spec)) as Json;
}

function firstDifference(a: Json | undefined, b: Json | undefined, path: string): string | undefined {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return path;
    return firstOf(a.map((item: Json, index) => firstDifference(item, b[index], itemPath(path, index))));
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return firstOf(names.map((name) => firstDifference(a[name], b[name], memberPath(path, name))));
  }
  return a === b ? undefined : path;
}

function firstOf(paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path !== undefined);
}
