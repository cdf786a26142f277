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
    return `it was built for plugin API ${String(apiVersion)}, this Verdict has ${PLUGIN_API_VERSION}`;
  }
  if (!Array.isArray(providers) || providers.length === 0)
    return "its 'providers' is not a list with at least one provider";
  return providers.map(providerRefusal).find((reason) => reason !== undefined);
}

function providerRefusal(provider: unknown, index: number): string | undefined {
  if (!isRecord(provider)) return `providers[${index}] is ${nameOf(provider)}, not a provider`;
  const { kind, type } = provider;
  if (typeof kind !== 'string' || kind === '') return `providers[${index}] has no 'kind'`;
  if (typeof type !== 'string') return lacks(kind, 'type', 'text');
  for (const member of ['parse', 'measure'] as const) {
    if (typeof provider[member] !== 'function') return lacks(kind, member, 'function');
  }
  const { describe, inFlight } = provider;
  if (describe !== undefined && typeof describe !== 'function') return `provider '${kind}': 'describe' is no function`;
  return inFlight === undefined ? undefined : inFlightRefusal(kind, inFlight);
}

function inFlightRefusal(kind: string, inFlight: unknown): string | undefined {
  if (!isRecord(inFlight)) return `provider '${kind}': 'inFlight' is ${nameOf(inFlight)}, not an object`;
  for (const member of ['resume', 'terminate'] as const) {
    if (typeof inFlight[member] !== 'function') return lacks(kind, `inFlight.${member}`, 'function');
  }
  const { collect } = inFlight;
  if (collect !== undefined && typeof collect !== 'function')
    return `provider '${kind}': 'inFlight.collect' is no function`;
  return undefined;
}

function lacks(kind: string, member: string, what: string): string {
  return `provider '${kind}' lacks its member '${member}' (a ${what})`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

type UnknownRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
