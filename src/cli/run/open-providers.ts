import { jobsIn, type OpenClusters } from '../../kube/load.ts';
import { withPlugins } from '../../providers/plugins/with-plugins.ts';
import type { Providers } from '../../providers/provider.ts';
import { builtInProviders, type ProviderParts } from '../../providers/registry.ts';

/** All providers that a run can ask. */
export interface OpenProviders {
  readonly providers: Providers;
  /** Kinds that came from plugins, in the order of the command line. */
  readonly pluginKinds: readonly string[];
}

/**
 * The built-in providers and those of plugins.
 *
 * @param plugins as on the command line: files, folders, or names of installed packages
 * @param parts   what built-in providers are given in place of their defaults
 * @throws Fault PLUGIN_INVALID
 */
export async function openProviders(
  plugins: readonly string[],
  clusters: OpenClusters,
  parts: Omit<ProviderParts, 'openJobs'> = {},
): Promise<OpenProviders> {
  const builtIn = builtInProviders({ ...parts, openJobs: jobsIn(clusters, { holdsRuns: false }) });
  const providers = await withPlugins(builtIn, plugins);
  return { providers, pluginKinds: [...providers.keys()].filter((kind) => !builtIn.has(kind)) };
}
