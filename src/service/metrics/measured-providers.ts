import { Fault } from '../../core/fault.ts';
import type { Around } from '../../runner/begin/ready-run.ts';

type Providers = Around['providers'];
type Provider = Providers extends ReadonlyMap<string, infer One> ? One : never;

/** Counts what a provider could not do, by its kind and our fault code; `UNKNOWN` for what is no Fault. */
export type CountProviderError = (provider: string, code: string) => void;

/** The same providers, with what they throw counted. */
export function measuredProviders(providers: Providers, count: CountProviderError): Providers {
  return new Map([...providers].map(([kind, provider]) => [kind, measured(provider, (code) => count(kind, code))]));
}

function measured(provider: Provider, count: (code: string) => void): Provider {
  const counted = async <Made>(ask: () => Made | Promise<Made>): Promise<Made> => {
    try {
      return await ask();
    } catch (thrown) {
      count(thrown instanceof Fault ? thrown.code : 'UNKNOWN');
      throw thrown;
    }
  };
  const { inFlight } = provider;
  return {
    kind: provider.kind,
    type: provider.type,
    parse: (raw, scope) => counted(() => provider.parse(raw, scope)),
    measure: (config, scope) => counted(() => provider.measure(config, scope)),
    ...(provider.describe && { describe: (config) => provider.describe?.(config) ?? {} }),
    ...(inFlight && {
      inFlight: {
        resume: (config, scope, underWay) => counted(() => inFlight.resume(config, scope, underWay)),
        terminate: (config, scope, underWay) => counted(() => inFlight.terminate(config, scope, underWay)),
        ...(inFlight.collect && {
          collect: (config, scope, keep) => counted(() => inFlight.collect?.(config, scope, keep) ?? Promise.resolve()),
        }),
      },
    }),
  };
}
