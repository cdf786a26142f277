import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isJsonObject, type Json } from '../../core/json.ts';

/** Tried in this order where a package.json names no entry. */
const USUAL_ENTRIES = ['index.js', 'index.ts'];

/**
 * The file that a plugin begins with, links followed: TypeScript runs as it is, but not from inside node_modules.
 *
 * @param named  a file, a folder, or the name of an installed package
 * @param from   the folder it is named from
 * @returns an absolute path; undefined when there is none
 */
export function pluginEntry(named: string, from: string): string | undefined {
  const path = resolve(from, named);
  if (existsSync(path)) return statSync(path).isDirectory() ? entryOf(path) : realpathSync(path);
  const isPackageName = /^(@[^/\\]+\/)?[^./\\][^/\\]*$/.test(named);
  const installed = isPackageName ? installedFolder(named, resolve(from)) : undefined;
  return installed === undefined ? undefined : entryOf(installed);
}

/** The nearest node_modules that has the package, from a folder upwards. */
function installedFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  const above = dirname(from);
  return above === from ? undefined : installedFolder(name, above);
}

function entryOf(folder: string): string | undefined {
  const named = namedEntry(join(folder, 'package.json'));
  const entries = named === undefined ? USUAL_ENTRIES : [named];
  const entry = entries.map((name) => join(folder, name)).find((path) => existsSync(path));
  return entry === undefined ? undefined : realpathSync(entry);
}

function namedEntry(description: string): string | undefined {
  if (!existsSync(description)) return undefined;
  const read: Json = JSON.parse(readFileSync(description, 'utf8'));
  if (!isJsonObject(read)) return undefined;
  const main = read['main'];
  return targetOf(read['exports']) ?? (typeof main === 'string' ? main : undefined);
}

/** What `exports` says about the package itself: a path, or the first condition that fits an ES module. */
function targetOf(exported: Json | undefined): string | undefined {
  if (typeof exported === 'string') return exported;
  if (!isJsonObject(exported)) return undefined;
  const key = ['.', 'import', 'node', 'default'].find((name) => Object.hasOwn(exported, name));
  return key === undefined ? undefined : targetOf(exported[key]);
}
