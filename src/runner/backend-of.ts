import { isJsonObject } from '../core/json.ts';
import type { ProviderSpec } from '../resources/analysis-spec.ts';

/** Settings under which providers have the address of their backend. */
const ADDRESSES = ['url', 'address', 'baseUrl', 'endpoint'];

/** What tells the backend of a metric from others: the provider, and the host it asks where its settings name one. Holds no secret. */
export function backendOf({ kind, config }: ProviderSpec): string {
  const address = isJsonObject(config)
    ? ADDRESSES.map((name) => config[name]).find((one) => typeof one === 'string')
    : undefined;
  return typeof address === 'string' ? `${kind} ${hostIn(address)}` : kind;
}

function hostIn(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(address)?.[1]?.toLowerCase() ?? '';
}
