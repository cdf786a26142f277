import { Fault } from '../../core/fault.ts';
import type { Providers } from '../provider.ts';
import type { Plugin } from './plugin.ts';

/**
 * The known providers and those of a plugin.
 *
 * @param from  where the plugin came from, for the error
 * @throws Fault PLUGIN_INVALID when a kind is taken already
 */
export function joinPlugin(known: Providers, plugin: Plugin, from: string): Providers {
  const joined = new Map(known);
  for (const provider of plugin.providers) {
    const { kind } = provider;
    if (joined.has(kind)) {
      throw new Fault('PLUGIN_INVALID', `plugin '${from}': the provider '${kind}' exists already`, {
        plugin: from,
        kind,
      });
    }
    joined.set(kind, provider);
  }
  return joined;
}
