import { pathToFileURL } from 'node:url';
import { Fault, textOf } from '../../core/fault.ts';
import { checkPlugin } from './check-plugin.ts';
import { lendOwnEntry } from './lend-own-entry.ts';
import type { Plugin } from './plugin.ts';
import { pluginEntry } from './plugin-entry.ts';

/**
 * Loads a plugin: its module's export `plugin`, checked member by member.
 *
 * @param named  a file, a folder with a package.json, or the name of an installed package
 * @param from   the folder that relative paths start at and packages are looked for from, upwards
 * @throws Fault PLUGIN_INVALID with the reason: it is not there, it cannot be loaded, it exports no plugin,
 *   it was built for another plugin API, a provider lacks a member
 */
export async function loadPlugin(named: string, from: string): Promise<Plugin> {
  const entry = entryOf(named, from);
  if (entry === undefined) throw invalid(named, `there is no such file, folder or package (looked from ${from})`);
  const checked = checkPlugin(await exportOf(named, entry));
  if ('reason' in checked) throw invalid(named, checked.reason);
  return checked.plugin;
}

function entryOf(named: string, from: string): string | undefined {
  try {
    return pluginEntry(named, from);
  } catch (cause) {
    throw invalid(named, `it cannot be read: ${textOf(cause)}`, cause);
  }
}

async function exportOf(named: string, entry: string): Promise<unknown> {
  lendOwnEntry();
  try {
    const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(entry).href);
    return module['plugin'];
  } catch (cause) {
    throw invalid(named, `it cannot be loaded: ${textOf(cause)}`, cause);
  }
}

function invalid(plugin: string, reason: string, cause?: unknown): Fault {
  return new Fault('PLUGIN_INVALID', `plugin '${plugin}': ${reason}`, { plugin }, { cause });
}
