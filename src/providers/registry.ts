import { datadog } from './datadog/datadog.ts';
import { jobProvider, type OpenJobs } from './job/job.ts';
import { newRelic } from './new-relic/new-relic.ts';
import { type AwsCredentialsOf, prometheus, prometheusProvider } from './prometheus/prometheus.ts';
import type { Provider, Providers } from './provider.ts';
import { web } from './web/web.ts';

/** What the built-in providers need of the outside beyond the scope of a look. */
export interface ProviderParts {
  /** Opens the Jobs of a cluster, when the first Job metric is looked at. */
  readonly openJobs: OpenJobs;
  /** Default: AWS' own chain, with the credentials of this process and machine. */
  readonly awsCredentials?: AwsCredentialsOf;
}

/** The providers that come with Verdict, by the key a user writes under `provider:`. Plugins add to them with `joinPlugin`. */
export function builtInProviders({ openJobs, awsCredentials }: ProviderParts): Providers {
  return new Map<string, Provider>([
    ['prometheus', awsCredentials === undefined ? prometheus : prometheusProvider(awsCredentials)],
    ['web', web],
    ['job', jobProvider(openJobs)],
    ['datadog', datadog],
    ['newRelic', newRelic],
  ]);
}
