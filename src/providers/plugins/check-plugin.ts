import { isRecord, nameOf, providerRefusal } from './check-provider.ts';
import { PLUGIN_API_VERSION, type Plugin } from './plugin.ts';

/** A plugin that may be used, or the reason why not: `it was built for plugin API 2, this Verdict has 1`. */
export type Checked = { readonly plugin: Plugin } | { readonly reason: string };

/**
 * Whether what a plugin's module exports is a plugin that this Verdict can use.
 * It goes by shape, never by `instanceof`: a plugin may have been built with another copy of Verdict.
 */
export function checkPlugin(exported: unknown): Checked {
  const reason = refusal(exported);
  // The shape was just checked member by member.
  return reason === undefined ? { plugin: exported as Plugin } : { reason };
}

function refusal(exported: unknown): string | undefined {
  if (exported === undefined) return "it exports no 'plugin' (export const plugin = definePlugin({…}))";
  if (!isRecord(exported)) return `its export 'plugin' is ${nameOf(exported)}, not what definePlugin gives`;
  const { apiVersion, providers } = exported;
  if (apiVersion !== PLUGIN_API_VERSION) {
    return `it was built for plugin API ${JSON.stringify(apiVersion) ?? 'undefined'}, this Verdict has ${PLUGIN_API_VERSION}`;
  }
  if (!Array.isArray(providers) || providers.length === 0) {
    return "its 'providers' is not a list with at least one provider";
  }
  const reasons = providers.map((provider, at) => providerRefusal(provider, `providers[${at}]`));
  return reasons.find((reason) => reason !== undefined);
}
