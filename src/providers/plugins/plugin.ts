import type { Provider } from '../provider.ts';

/** The version of what stands between Verdict and its plugins. A change that breaks plugins raises it. */
export const PLUGIN_API_VERSION = 1;

/** What a plugin brings. */
export interface Plugin {
  /** The version of the plugin API that it was built for. */
  readonly apiVersion: number;
  /** At least one. Their kinds are the keys that users write under `provider:`, or under `provider: {plugin: …}`. */
  readonly providers: readonly Provider[];
}

/**
 * Says what a plugin brings. A plugin's module exports the answer under the name `plugin`:
 *
 *     export const plugin = definePlugin({ apiVersion: 1, providers: [graphite] });
 */
export function definePlugin(plugin: Plugin & { readonly apiVersion: typeof PLUGIN_API_VERSION }): Plugin {
  return plugin;
}
