import { KeptTokens } from './auth/kept-tokens.ts';
import { datadog } from './datadog/datadog.ts';
import { jobProvider, type OpenJobs } from './job/job.ts';
import { newRelic } from './new-relic/new-relic.ts';
import { type AwsCredentialsOf, prometheusProvider } from './prometheus/prometheus.ts';
import type { Provider, Providers } from './provider.ts';
import { webProvider } from './web/web.ts';

/** What the built-in providers need of the outside beyond the scope of a look. */
export interface ProviderParts {
  /** Opens the Jobs of a cluster, when the first Job metric is looked at. */
  readonly openJobs: OpenJobs;
  /** Default: AWS' own chain, with the credentials of this process and machine. */
  readonly awsCredentials?: AwsCredentialsOf;
}

/** The providers that come with Verdict, by the key a user writes under `provider:`. Plugins add to them with `joinPlugin`. */
export function builtInProviders({ openJobs, awsCredentials }: ProviderParts): Providers {
  const tokens = new KeptTokens();
  return new Map<string, Provider>([
    ['prometheus', prometheusProvider({ tokens, ...(awsCredentials && { awsCredentials }) })],
    ['web', webProvider(tokens)],
    ['job', jobProvider(openJobs)],
    ['datadog', datadog],
    ['newRelic', newRelic],
  ]);
}
