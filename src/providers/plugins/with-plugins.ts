import { cwd } from 'node:process';
import type { Providers } from '../provider.ts';
import { joinPlugin } from './join-plugin.ts';
import { loadPlugin } from './load-plugin.ts';

/**
 * Providers, and those of plugins.
 *
 * @param plugins as on the command line: files, folders, or names of installed packages
 * @throws Fault PLUGIN_INVALID
 */
export async function withPlugins(providers: Providers, plugins: readonly string[]): Promise<Providers> {
  let all = providers;
  for (const named of plugins) all = joinPlugin(all, await loadPlugin(named, cwd()), named);
  return all;
}
